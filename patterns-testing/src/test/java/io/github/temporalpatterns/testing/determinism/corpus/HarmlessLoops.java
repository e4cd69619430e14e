// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;

/** Harmless: loops, promises, children. */
@SuppressWarnings("all")
final class HarmlessLoops {
  private static final Logger LOG = Workflow.getLogger(HarmlessLoops.class);

  static class ContinuesAsNew extends Shop.Base {
    public String order(String id) {
      while (true) {
        Workflow.await(() -> !items.isEmpty());
        desk.charge(items.remove(0));
        if (Workflow.getInfo().getHistoryLength() > 10_000) {
          Workflow.continueAsNew(id);
        }
      }
    }
  }

  static class ContinuesAsNewByAStub extends Shop.Base {
    public String order(String id) {
      for (; ; ) {
        Workflow.sleep(Duration.ofDays(1));
        desk.charge(id);
        next(id);
      }
    }

    private void next(String id) {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.newContinueAsNewStub(Shop.class).order(id);
      }
    }
  }

  static class PollsUntilDone extends Shop.Base {
    public String order(String id) {
      while (true) {
        if (desk.stock(id) > 0) {
          return desk.charge(id);
        }
        Workflow.sleep(Duration.ofMinutes(5));
      }
    }
  }

  static class BreaksOnASignal extends Shop.Base {
    public String order(String id) {
      loop:
      while (true) {
        Workflow.await(() -> closed || !items.isEmpty());
        switch (items.size()) {
          case 0:
            break loop;
          default:
            desk.charge(items.remove(0));
        }
      }
      return id;
    }
  }

  static class GetsIfCompleted extends Shop.Base {
    private final CompletablePromise<String> answer = Workflow.newPromise();

    public void paid(String by) {
      answer.complete(by);
    }

    public String status() {
      return answer.isCompleted() ? answer.get() : "open";
    }
  }

  static class ShowsWhatIsDone extends Shop.Base {
    private final List<Promise<String>> calls = new ArrayList<>();

    public String order(String id) {
      items.forEach(item -> calls.add(Async.function(desk::charge, item)));
      Promise.allOf(calls).get();
      return id;
    }

    public String status() {
      StringBuilder text = new StringBuilder();
      for (Promise<String> call : calls) {
        if (!call.isCompleted()) {
          continue;
        }
        text.append(call.getFailure() == null ? call.get() : "failed");
      }
      return text.toString();
    }
  }

  static class StreamsWhatIsDone extends Shop.Base {
    private final List<Promise<String>> calls = new ArrayList<>();

    public String status() {
      return String.join(
          ",", calls.stream().filter(Promise::isCompleted).map(Promise::get).toList());
    }
  }

  static class LogsOnlyTheFirstTime extends Shop.Base {
    public String order(String id) {
      if (!WorkflowUnsafe.isReplaying()) {
        System.out.println("order " + id);
        LOG.info("order {}", id);
      }
      return desk.charge(id);
    }
  }

  static class AwaitsByAMethod extends Shop.Base {
    private boolean ready() {
      LOG.debug("looked at");
      return closed || items.stream().filter(x -> x.length() > 3).count() > 2;
    }

    public String order(String id) {
      Workflow.await(this::ready);
      Workflow.await(Duration.ofHours(1), () -> ready() && !payer.isEmpty());
      return id;
    }
  }

  static class ChildrenInParallel extends Shop.Base {
    public String order(String id) {
      List<Promise<String>> parcels = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        Shop.Parcel parcel =
            Workflow.newChildWorkflowStub(
                Shop.Parcel.class,
                ChildWorkflowOptions.newBuilder()
                    .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/" + i)
                    .build());
        parcels.add(Async.function(parcel::ship, items.get(i)));
      }
      try {
        Promise.allOf(parcels).get();
      } catch (ChildWorkflowFailure e) {
        return "partly";
      }
      return id;
    }
  }

  static class RetriesByHand extends Shop.Base {
    private final Shop.Desk once =
        Workflow.newActivityStub(
            Shop.Desk.class,
            ActivityOptions.newBuilder()
                .setScheduleToCloseTimeout(Duration.ofMinutes(1))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());

    public String order(String id) {
      for (int attempt = 1; ; attempt++) {
        try {
          return once.charge(id);
        } catch (ActivityFailure e) {
          if (attempt == 3) {
            throw e;
          }
          Workflow.sleep(Duration.ofSeconds(1L << attempt));
        }
      }
    }
  }

  static class Dynamic implements DynamicWorkflow {
    private final Deque<String> signals = new ArrayDeque<>();

    public Object execute(EncodedValues args) {
      Workflow.registerListener(
          (DynamicSignalHandler) (name, values) -> signals.add(values.get(0, String.class)));
      Workflow.await(() -> !signals.isEmpty());
      return signals.poll() + Workflow.getInfo().getWorkflowType();
    }
  }

  private HarmlessLoops() {}
}
