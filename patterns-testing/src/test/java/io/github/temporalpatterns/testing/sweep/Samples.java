// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.parallel.Outcomes;
import io.github.temporalpatterns.parallel.Parallel;
import io.github.temporalpatterns.parallel.ParallelOptions;
import io.github.temporalpatterns.parallel.Race;
import io.github.temporalpatterns.parallel.RaceOptions;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowLock;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Correct workflows of the kinds that people write. Each returns what it did. */
public final class Samples {
  private static final ActivityOptions CALLS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(30))
          .setHeartbeatTimeout(Duration.ofSeconds(20))
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
          .build();

  private Samples() {}

  /** The world. */
  @ActivityInterface
  public interface Site {
    String work(String item);

    void undo(String item);
  }

  /** A workflow of the library of samples. */
  @WorkflowInterface
  public interface Sample {
    @WorkflowMethod
    List<String> run();
  }

  /** Each item by an activity of its own; some may fail. */
  public static final class Items implements Sample {
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(
            FanOutOptions.newBuilder(CALLS).setWindow(2).setToleratedFailures(9).build());

    @Override
    public List<String> run() {
      FanOutReport<?> report =
          fanOut.run(
              Source.of(List.of("a", "refused", "c", "d")), Work.items(Site.class, Site::work));
      stopIfCancelled();
      return List.of(report.succeeded() + " " + report.failed());
    }
  }

  /** A child for each item. */
  public static final class Children implements Sample {
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(
            FanOutOptions.newBuilder(CALLS).setWindow(2).setToleratedFailures(9).build());

    @Override
    public List<String> run() {
      FanOutReport<?> report =
          fanOut.run(Source.of(List.of("a", "b")), Work.children(Child.class, Child::work));
      stopIfCancelled();
      return List.of(report.succeeded() + " " + report.failed());
    }
  }

  /** One item. */
  @WorkflowInterface
  public interface Child {
    @WorkflowMethod
    String work(String item);

    /** By an activity. */
    final class Impl implements Child {
      @Override
      public String work(String item) {
        return site().work(item);
      }
    }
  }

  /** All items, and what became of each. */
  public static final class All implements Sample {
    @Override
    public List<String> run() {
      Site site = site();
      Outcomes<String, String> outcomes =
          Parallel.create(ParallelOptions.newBuilder().setConcurrency(2).build())
              .map(List.of("a", "refused", "c"), item -> Async.function(site::work, item));
      stopIfCancelled();
      return outcomes.succeeded().stream().map(Outcomes.Outcome::item).toList();
    }
  }

  /** The first of two. */
  public static final class First implements Sample {
    @Override
    public List<String> run() {
      Site site = site();
      String first =
          Race.create(RaceOptions.together().build())
              .<String>first(
                  List.of(
                      () -> Async.function(site::work, "a"),
                      () -> Async.function(site::work, "slow")))
              .result();
      return List.of(first);
    }
  }

  /** Three rounds, each of them a run of its own. */
  @WorkflowInterface
  public interface Rounds {
    @WorkflowMethod
    List<String> run(List<String> done);

    /** With an activity and a timer each. */
    final class Impl implements Rounds {
      @Override
      public List<String> run(List<String> done) {
        List<String> all = new ArrayList<>(done);
        all.add(site().work("round " + all.size()));
        Workflow.sleep(Duration.ofHours(1));
        if (all.size() < 3) {
          Workflow.newContinueAsNewStub(Rounds.class).run(all);
        }
        return all;
      }
    }
  }

  /** Waits for an approval. */
  @WorkflowInterface
  public interface Approval {
    @WorkflowMethod
    List<String> run();

    @UpdateMethod
    String approve(String by);

    @SignalMethod
    void note(String text);

    /** For two days at most. */
    final class Impl implements Approval {
      private final List<String> notes = new ArrayList<>();
      private final WorkflowLock lock = Workflow.newWorkflowLock();
      private String approved = "";

      @Override
      public List<String> run() {
        Workflow.await(Duration.ofDays(2), () -> !approved.isEmpty());
        Workflow.await(Workflow::isEveryHandlerFinished);
        String id = Workflow.sideEffect(String.class, () -> "id");
        return List.of(approved, id, site().work("after"));
      }

      @Override
      public String approve(String by) {
        lock.lock();
        try {
          String checked = local().work(by);
          Workflow.sleep(Duration.ofMinutes(1));
          approved = checked;
          return checked;
        } finally {
          lock.unlock();
        }
      }

      @Override
      public void note(String text) {
        notes.add(text);
      }
    }
  }

  /** Two local activities and what undoes them. */
  public static final class Locals implements Sample {
    @Override
    public List<String> run() {
      List<String> undos = new ArrayList<>();
      try {
        undos.add("a");
        local().work("a");
        Workflow.sleep(Duration.ofSeconds(1));
        undos.add("b");
        String b = local().work("b");
        stopIfCancelled();
        return List.of("a", b);
      } catch (TemporalFailure failure) {
        Workflow.newDetachedCancellationScope(() -> undos.forEach(local()::undo)).run();
        throw failure;
      }
    }
  }

  /** Two steps and what undoes them. */
  public static final class Undone implements Sample {
    @Override
    public List<String> run() {
      List<String> undos = new ArrayList<>();
      try {
        undos.add("a");
        site().work("a");
        undos.add("b");
        String b = site().work("b");
        stopIfCancelled();
        return List.of("a", b);
      } catch (TemporalFailure failure) {
        Workflow.newDetachedCancellationScope(() -> undos.forEach(site()::undo)).run();
        throw failure;
      }
    }
  }

  private static Site site() {
    return Workflow.newActivityStub(Site.class, CALLS);
  }

  private static Site local() {
    return Workflow.newLocalActivityStub(
        Site.class,
        LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build());
  }

  private static void stopIfCancelled() {
    if (CancellationScope.current().isCancelRequested()) {
      throw new CanceledFailure("cancelled at the last moment");
    }
  }
}
