// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.CONDITION_WRITES;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.LEAKED_TIMER;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.REPLAYING;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.UNBOUNDED_HISTORY;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowQueue;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Bad: loops, conditions, and asking whether it is a replay. */
@SuppressWarnings("all")
final class Loops {

  @Breaks(LEAKED_TIMER)
  static class WaitsForEachItem extends Shop.Base {
    public String order(String id) {
      List<String> missing = new ArrayList<>();
      for (String item : desk.itemsOf(id)) {
        if (!Workflow.await(Duration.ofHours(1), () -> items.contains(item))) {
          missing.add(item);
        }
      }
      return missing.toString();
    }
  }

  @Breaks(LEAKED_TIMER)
  static class HandlesSignalsWithATimeout extends Shop.Base {
    private final Deque<String> signals = new ArrayDeque<>();

    public void paid(String by) {
      signals.add(by);
    }

    public String order(String id) {
      while (!closed) {
        boolean got = Workflow.await(Duration.ofDays(1), () -> !signals.isEmpty());
        if (got) {
          desk.charge(signals.poll());
        } else {
          desk.notifyCustomer(id);
        }
      }
      return id;
    }
  }

  @Breaks(LEAKED_TIMER)
  static class IgnoresWhatItGot extends Shop.Base {
    public String order(String id) {
      for (int i = 0; i < 100; i++) {
        payer = "";
        Workflow.await(Duration.ofMinutes(10), () -> !payer.isEmpty());
        desk.charge(payer);
      }
      return id;
    }
  }

  @Breaks(LEAKED_TIMER)
  static class InAHelper extends Shop.Base {
    private boolean heard(int number) {
      return Workflow.await(Duration.ofMinutes(10), () -> items.size() > number);
    }

    public String order(String id) {
      int next = 0;
      do {
        if (heard(next)) {
          desk.charge(items.get(next++));
        }
      } while (!closed);
      return id;
    }
  }

  @Breaks(LEAKED_TIMER)
  static class InAForEach extends Shop.Base {
    public String order(String id) {
      desk.itemsOf(id)
          .forEach(item -> Workflow.await(Duration.ofHours(1), () -> items.contains(item)));
      return id;
    }
  }

  @Breaks(UNBOUNDED_HISTORY)
  static class ForeverMonthly extends Shop.Base {
    public String order(String id) {
      while (true) {
        Workflow.sleep(Duration.ofDays(30));
        desk.charge(id);
      }
    }
  }

  @Breaks(UNBOUNDED_HISTORY)
  static class ForEver extends Shop.Base {
    public String order(String id) {
      for (; ; ) {
        tick(id);
      }
    }

    private void tick(String id) {
      desk.charge(id);
      Workflow.sleep(1000);
    }
  }

  @Breaks(UNBOUNDED_HISTORY)
  static class DoForEver extends Shop.Base {
    private final WorkflowQueue<String> queue = Workflow.newWorkflowQueue(100);

    public String order(String id) {
      do {
        String next = queue.take();
        if (next.isEmpty()) {
          continue;
        }
        desk.charge(next);
      } while (true);
    }
  }

  @Breaks(UNBOUNDED_HISTORY)
  static class HeartbeatInTheBackground extends Shop.Base {
    public String order(String id) {
      Async.procedure(
          () -> {
            while (true) {
              Workflow.sleep(Duration.ofMinutes(1));
              desk.notifyCustomer(id);
            }
          });
      Workflow.await(() -> closed);
      return id;
    }
  }

  @Breaks(UNBOUNDED_HISTORY)
  static class OnlyACancellationEndsIt extends Shop.Base {
    public String order(String id) {
      while (true) {
        try {
          Workflow.sleep(Duration.ofDays(1));
          desk.charge(id);
        } catch (CanceledFailure e) {
          state = "CANCELED";
          throw e;
        }
      }
    }
  }

  @Breaks(CONDITION_WRITES)
  static class AsksAnActivity extends Shop.Base {
    public String order(String id) {
      Workflow.await(() -> desk.stock(id) > 0);
      return desk.charge(id);
    }
  }

  @Breaks(CONDITION_WRITES)
  static class CountsEvaluations extends Shop.Base {
    private int looks;

    public String order(String id) {
      Workflow.await(() -> ++looks > 3 || closed);
      return desk.charge(id);
    }
  }

  @Breaks(CONDITION_WRITES)
  static class TakesInACondition extends Shop.Base {
    public String order(String id) {
      Workflow.await(Duration.ofHours(1), () -> items.remove(id));
      return desk.charge(id);
    }
  }

  @Breaks(CONDITION_WRITES)
  static class SleepsInAHelper extends Shop.Base {
    private boolean ready() {
      Workflow.sleep(1000);
      return closed;
    }

    public String order(String id) {
      Workflow.await(this::ready);
      return id;
    }
  }

  @Breaks(CONDITION_WRITES)
  static class WritesACapturedArray extends Shop.Base {
    public String order(String id) {
      String[] last = new String[1];
      Workflow.await(() -> (last[0] = payer).length() > 0);
      return desk.charge(last[0]);
    }
  }

  @Breaks(REPLAYING)
  static class NotifiesOnlyTheFirstTime extends Shop.Base {
    public String order(String id) {
      if (!WorkflowUnsafe.isReplaying()) {
        desk.notifyCustomer(id);
      }
      return desk.charge(id);
    }
  }

  @Breaks(REPLAYING)
  static class SleepsUnlessReplaying extends Shop.Base {
    private static boolean live() {
      return !WorkflowUnsafe.isReplaying();
    }

    public String order(String id) {
      if (live()) {
        Workflow.sleep(Duration.ofSeconds(5));
      }
      return desk.charge(id);
    }
  }

  private Loops() {}
}
