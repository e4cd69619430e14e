// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fan-out in a run's second life, and of what data spoil: the same in one run and in many. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutLivesTest {
  private static final int FEW = 90;
  private static final String QUEUE = "lives";
  private static final String BOLD = "bold";

  private final Works works = new Works();
  private final TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance();

  FanOutLivesTest() {
    Worker worker = env.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(ChunkedFanOut.workflows());
    worker.registerWorkflowImplementationTypes(Lives.Default.class, Child.Default.class);
    worker.registerActivitiesImplementations(works);
    Worker bold = env.newWorker(BOLD);
    bold.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build(),
        Stream.of(ChunkedFanOut.workflows(), new Class<?>[] {Lives.Default.class})
            .flatMap(Stream::of)
            .toArray(Class<?>[]::new));
    bold.registerActivitiesImplementations(works);
    env.start();
  }

  @AfterEach
  void close() {
    env.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void aRunThatIsRetriedContinuedOrStartedAgainBeginsAnew(int events) {
    assertThat(run("nightly", Job.of(events, "a", "b", "c", "d", "e").times(2)))
        .isEqualTo("COMPLETED 5 COMPLETED 5");
    assertThat(run("nightly", Job.of(events, "a", "b").times(1).continuing()))
        .isEqualTo("COMPLETED 2");
    assertThat(run("nightly", Job.of(events, "a").times(1).retrying())).isEqualTo("COMPLETED 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void aBatchIdIsGoodOnceAndWhoComesSecondCannotOverlookThat(int events) {
    Job job = Job.of(events, "a", "b", "c", "d", "e").batch("monday");
    assertThat(run("first", job)).isEqualTo("COMPLETED 5");
    failsBy(FailureTypes.FAN_OUT_FAILED, "0 items succeeded, 5 failed", () -> run("second", job));
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void anItemWhoseIdOrPayloadNoServerTakesFailsAlone(int events) {
    String longKey = "k".repeat(Limits.ID_BYTES);
    String large = "x".repeat(3 << 20);
    String fits = "x".repeat(Limits.PAYLOAD_BYTES - 1_000);
    assertThat(run("ids", Job.of(events, "a", longKey, "b", "c", "d").tolerating()))
        .isEqualTo("COMPLETED_WITH_FAILURES 4 " + FailureTypes.PAYLOAD_TOO_LARGE);
    assertThat(run("large", Job.of(events, large, "b", "c").calling().tolerating()))
        .isEqualTo("COMPLETED_WITH_FAILURES 2 " + FailureTypes.PAYLOAD_TOO_LARGE);
    assertThat(run("fits", Job.of(events, fits, "b", "c", "d", "e").calling()))
        .isEqualTo("COMPLETED 5");
    assertThat(run("x".repeat(990), Job.of(events, "a", "b", "c", "d", "e")))
        .isEqualTo("COMPLETED 5");
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void aFailureCannotBeOverlooked(int events) {
    Job failing = Job.of(events, "fail", "b", "c", "d", "e").calling();
    failsBy(
        FailureTypes.FAN_OUT_FAILED,
        "items failed, and the options tolerate none; 4 items succeeded, 1 failed, item 0: NO: no",
        () -> run("strict", failing));
    assertThat(run("tolerant", failing.tolerating())).isEqualTo("COMPLETED_WITH_FAILURES 4 NO");
    failsBy(
        FailureTypes.FAN_OUT_FAILED,
        "not every item succeeded: COMPLETED_WITH_FAILURES",
        () -> run("insisting", failing.tolerating().insisting()));
    failsBy(
        FailureTypes.FAN_OUT_REFUSED,
        "list: must be there, was null",
        () -> run("none", new Job(null, events, null, "", 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void aCronRunBeginsAnewEachTime(int events) {
    Child.Default.DONE.clear();
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(QUEUE)
            .setWorkflowId("cron")
            .setCronSchedule("* * * * *")
            .build();
    WorkflowStub cron = env.getWorkflowClient().newUntypedWorkflowStub("Lives", options);
    cron.start(Job.of(events, "a", "b", "c", "d", "e"));
    while (Child.Default.DONE.size() < 15) {
      env.sleep(Duration.ofMinutes(1));
    }
    cron.terminate("seen");
    assertThat(List.copyOf(Child.Default.DONE).subList(0, 15))
        .containsOnly("a", "b", "c", "d", "e")
        .filteredOn("e"::equals)
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void whereAnyExceptionFailsARunABugFailsTheFanOut(int events) {
    failsBy(
        IllegalStateException.class.getName(),
        "a bug in a reducer",
        () -> on(BOLD, "bug", Job.of(events, "a", "b", "c").bug()));
  }

  @ParameterizedTest
  @ValueSource(ints = {Limits.EVENTS_HINT, FEW})
  void anItemOfAPageThatNoCallCouldCarryFailsAlone(int events) {
    works.last = "x".repeat(Limits.PAYLOAD_BYTES - 1_000);
    assertThat(run("fits", Job.of(events).paging())).isEqualTo("COMPLETED 21");
    works.last = "x".repeat(Limits.PAYLOAD_BYTES + 1_000);
    assertThat(run("large", Job.of(events).paging().tolerating()))
        .isEqualTo("COMPLETED_WITH_FAILURES 20 " + FailureTypes.PAYLOAD_TOO_LARGE);
  }

  @Test
  void refusesABatchIdThatLeavesNoRoomForItems() {
    assertThatThrownBy(() -> FanOutOptions.newBuilder(Lives.OPTIONS).setBatchId("ä".repeat(451)))
        .hasMessage("batchId's bytes must be between 1 and 900, was 902");
  }

  @Test
  void refusesToBeginWhereNobodyAskedForTheLibrarysWorkflows() {
    assertThatThrownBy(() -> WorkerProcess.check(false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ChunkedFanOut.workflows() must be registered");
  }

  @Test
  void aReducerThatTheWorkerDoesNotHaveFailsTheTask() {
    assertThatThrownBy(() -> WorkerProcess.reducer("com.example.Missing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("reducer com.example.Missing is not on this worker's class path");
  }

  private String run(String id, Job job) {
    return on(QUEUE, id, job);
  }

  private String on(String queue, String id, Job job) {
    RetryOptions retry = RetryOptions.newBuilder().setMaximumAttempts(2).build();
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(queue)
            .setWorkflowId(id)
            .setRetryOptions(job.how().contains("retry") ? retry : null)
            .build();
    return env.getWorkflowClient().newWorkflowStub(Lives.class, options).run(job);
  }

  private static void failsBy(String type, String message, Runnable run) {
    Throwable failure = catchThrowable(run::run);
    assertThat(FailureTypes.matches(failure, type)).isTrue();
    assertThat(failure).hasStackTraceContaining(message);
  }

  private static final class Works implements Api {
    private String last = "";

    @Override
    public long work(String item) {
      if (item.equals("fail")) {
        throw ApplicationFailure.newNonRetryableFailure("no", "NO");
      }
      return 1;
    }

    @Override
    public Source.Page<String> page(@Nullable String cursor) {
      List<String> items = new ArrayList<>(Collections.nCopies(20, "s"));
      items.add(last);
      return new Source.Page<>(items, null);
    }
  }

  /** What is done, and how. */
  public record Job(
      @Nullable List<String> items, int events, @Nullable String batch, String how, int times) {
    static Job of(int events, String... items) {
      return new Job(List.of(items), events, null, "", 1);
    }

    Job times(int many) {
      return new Job(items, events, batch, how, many);
    }

    Job batch(String id) {
      return new Job(items, events, id, how, times);
    }

    Job calling() {
      return new Job(items, events, batch, how + " call", times);
    }

    Job tolerating() {
      return new Job(items, events, batch, how + " tolerate", times);
    }

    Job insisting() {
      return new Job(items, events, batch, how + " insist", times);
    }

    Job continuing() {
      return new Job(items, events, batch, how + " continue", times);
    }

    Job paging() {
      return new Job(items, events, batch, how + " page call", times);
    }

    Job bug() {
      return new Job(items, events, batch, how + " bug call", times);
    }

    Job retrying() {
      return new Job(items, events, batch, how + " retry", times);
    }

    Job once() {
      return new Job(items, events, batch, how.replace(" continue", ""), times);
    }
  }

  /** An activity. */
  @ActivityInterface
  public interface Api {
    long work(String item);

    Source.Page<String> page(@Nullable String cursor);
  }

  /** Not what a reducer should be. */
  public static final class Bug implements Work.Reducer<Long> {
    /** For the library. */
    public Bug() {}

    @Override
    public Long add(Long a, Long b) {
      throw new IllegalStateException("a bug in a reducer");
    }
  }

  /** A child. */
  @WorkflowInterface
  public interface Child {
    @WorkflowMethod(name = "LivesChild")
    long work(String item);

    /** Notes its item. */
    final class Default implements Child {
      static final Queue<String> DONE = new ConcurrentLinkedQueue<>();

      @Override
      public long work(String item) {
        if (!WorkflowUnsafe.isReplaying()) {
          DONE.add(item);
        }
        return 1;
      }
    }
  }

  /** Works as it is told. */
  @WorkflowInterface
  public interface Lives {
    ActivityOptions OPTIONS =
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(20)).build();

    @WorkflowMethod(name = "Lives")
    String run(Job job);

    /** By a fan-out. */
    final class Default implements Lives {
      private final ChunkedFanOut fanOut =
          ChunkedFanOut.create(FanOutOptions.newBuilder(OPTIONS).build());

      @Override
      public String run(Job job) {
        String end = String.join(" ", Stream.generate(() -> once(job)).limit(job.times()).toList());
        if (job.how().contains("continue")) {
          Workflow.continueAsNew(job.once());
        }
        if (job.how().contains("retry") && Workflow.getInfo().getAttempt() == 1) {
          throw ApplicationFailure.newFailure("again", "AGAIN");
        }
        return end;
      }

      private String once(Job job) {
        FanOutOptions.Builder options = FanOutOptions.newBuilder(OPTIONS).setEvents(job.events());
        if (job.batch() != null) {
          options.setBatchId(job.batch());
        }
        if (job.how().contains("tolerate")) {
          options.setToleratedFailureRatio(1);
        }
        Work<String, Long> work =
            job.how().contains("call")
                ? Work.items(Api.class, Api::work)
                : Work.children(Child.class, Child::work).keyedByItem();
        if (job.how().contains("bug")) {
          work = work.reduce(Bug.class);
        }
        Source<String> source =
            job.how().contains("page")
                ? Source.pages(Api.class, Api::page)
                : Source.of(job.items());
        FanOutReport<Long> report = fanOut.run(source, work, options.build());
        if (job.how().contains("insist")) {
          report.orThrow();
        }
        List<FanOutReport.Failure> failures = report.failures();
        return report.outcome()
            + " "
            + report.succeeded()
            + (failures.isEmpty() ? "" : " " + failures.get(0).type());
      }
    }
  }
}
