// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs that a server starts again with the same arguments, and runs that end in unusual ways. */
@Tag("real-server")
final class PauseAgainTest {
  private static final boolean EXTERNAL =
      "external".equals(System.getProperty("patterns.test.server"));

  private final TestWorkflowEnvironment env = environment();
  private final String queue = "pause-again-" + UUID.randomUUID();
  private final List<String> world = new CopyOnWriteArrayList<>();
  private final CountDownLatch nights = new CountDownLatch(2);

  /** What a job does to the world. */
  @ActivityInterface
  public interface Hands {
    boolean act(String deed);
  }

  private static Hands hands() {
    return Workflow.newActivityStub(
        Hands.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());
  }

  /** A job of four steps, two in a run. */
  @WorkflowInterface
  public interface Nightly {
    @WorkflowMethod
    @Nullable String run(Job<String, @Nullable String> job);
  }

  /** Its state is null at first. */
  @SuppressWarnings("NullAway") // which does not read the nullness of type arguments
  public static final class NightlyImpl
      extends LongRunningWorkflow<String, @Nullable String, @Nullable String> implements Nightly {
    private final Hands hands = hands();

    @WorkflowInit
    public NightlyImpl(Job<String, @Nullable String> job) {
      super(
          job,
          PauseOptions.newBuilder().setSafePointsPerRun(2).setMinimumRun(Duration.ZERO).build());
    }

    @Override
    protected Steps steps(String config) {
      return Steps.of(4);
    }

    @Override
    protected @Nullable String begin(String config) {
      hands.act("begin");
      return null;
    }

    @Override
    protected @Nullable String step(long i, @Nullable String state) {
      if (!hands.act(config() + " " + i)) {
        throw ApplicationFailure.newFailure("step " + i, "STEP");
      }
      return i < 2 ? null : "after " + i;
    }

    @Override
    protected @Nullable String result(@Nullable String state) {
      hands.act("end");
      return state;
    }

    @Override
    protected void cleanup(Outcome outcome, @Nullable String state) {
      hands.act("clean up " + outcome);
    }
  }

  /** A block of a workflow that carries the gate and nothing else. */
  @WorkflowInterface
  public interface Block {
    @WorkflowMethod
    String run(String how, @Nullable PauseState state);
  }

  /** Ends as it is told. */
  public static final class BlockImpl implements Block {
    private final PauseGate gate;
    private final Hands hands = hands();

    @WorkflowInit
    public BlockImpl(String how, @Nullable PauseState state) {
      gate =
          PauseGate.restore(
              PauseOptions.newBuilder().setSafePointsPerRun(1).setMinimumRun(Duration.ZERO).build(),
              state);
      boolean isFirst = state == null;
      String more = how.equals("grow") ? "x".repeat(2 << 20) : how;
      if (isFirst) {
        gate.carry(pause -> new Object[] {more, pause});
      }
    }

    @Override
    public String run(String how, @Nullable PauseState state) {
      return gate.run(() -> work(how), outcome -> hands.act("clean up " + outcome));
    }

    private String work(String how) {
      switch (how) {
        case "bug" -> throw new IllegalStateException("bug");
        case "own scope" -> cancelOwnWork();
        default -> {
          gate.checkpoint();
          gate.checkpoint();
          throw ApplicationFailure.newFailure("no", "NO");
        }
      }
      return "done";
    }

    private void cancelOwnWork() {
      CancellationScope scope =
          Workflow.newCancellationScope(
              () -> {
                var sleep = Async.procedure(() -> Workflow.sleep(Duration.ofHours(1)));
                CancellationScope.current().cancel();
                sleep.get();
              });
      scope.run();
    }
  }

  @AfterEach
  void close() {
    env.close();
  }

  @Test
  void aWorkflowRetryBeginsTheJobAgainBecauseTheFailedRunHasCleanedUp() {
    start(0, NightlyImpl.class);
    WorkflowStub run = begin("Nightly", options().setRetryOptions(twice()), Job.of("fragile"));

    assertThat(run.getResult(String.class)).isEqualTo("after 3");
    assertThat(world)
        .containsExactly(
            "begin",
            "fragile 0",
            "fragile 1",
            "fragile 2",
            "fragile 3 fails",
            "clean up FAILED",
            "begin",
            "fragile 0",
            "fragile 1",
            "fragile 2",
            "fragile 3",
            "end");
  }

  @Test
  void eachRunOfACronScheduleDoesTheWholeJob() throws InterruptedException {
    assumeThat(EXTERNAL).as("drops the schedule of a run that continues as new").isFalse();
    start(0, NightlyImpl.class);
    begin("Nightly", options().setCronSchedule("* * * * *"), Job.of("night"));
    env.sleep(Duration.ofMinutes(3));

    assertThat(nights.await(40, TimeUnit.SECONDS)).isTrue();
    assertThat(world.subList(0, 12))
        .containsExactly(
            "begin", "night 0", "night 1", "night 2", "night 3", "end", "begin", "night 0",
            "night 1", "night 2", "night 3", "end");
  }

  @Test
  void aBlockRefusesTheArgumentsOfARunThatHasEnded() {
    start(0, BlockImpl.class);
    WorkflowStub run = begin("Block", options().setRetryOptions(twice()), "fail", null);

    assertFails(run, FailureTypes.PAUSE_REFUSED);
    assertThat(world).containsExactly("clean up FAILED");
  }

  @Test
  void aRunThatFailsByAnyExceptionHasBeenCleanedUp() {
    start(1, BlockImpl.class);
    WorkflowStub run = begin("Block", options(), "bug", null);

    assertFails(run, IllegalStateException.class.getName());
    assertThat(world).containsExactly("clean up FAILED");
    assertThat(outcome(run)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void aScopeThatTheWorkflowCancelsItselfFailsIt() {
    start(0, BlockImpl.class);
    WorkflowStub run = begin("Block", options(), "own scope", null);

    assertThatThrownBy(() -> run.getResult(String.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(run.describe().getStatus().name()).isEqualTo("WORKFLOW_EXECUTION_STATUS_FAILED");
    assertThat(world).containsExactly("clean up FAILED");
    assertThat(outcome(run)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void whatIsTooLargeToBeCarriedFailsTheRunWhichIsCleanedUp() {
    start(0, BlockImpl.class);
    WorkflowStub run = begin("Block", options(), "grow", null);

    assertFails(run, FailureTypes.PAYLOAD_TOO_LARGE);
    assertThat(world).containsExactly("clean up FAILED");
  }

  private void start(int failTypes, Class<?> workflow) {
    Worker worker = env.newWorker(queue);
    WorkflowImplementationOptions.Builder options = WorkflowImplementationOptions.newBuilder();
    if (failTypes > 0) {
      options.setFailWorkflowExceptionTypes(Throwable.class);
    }
    worker.registerWorkflowImplementationTypes(options.build(), workflow);
    worker.registerActivitiesImplementations((Hands) this::act);
    env.start();
  }

  /** The fragile job's last step fails once. */
  private boolean act(String deed) {
    boolean fails = deed.equals("fragile 3") && !world.contains("fragile 3 fails");
    world.add(fails ? deed + " fails" : deed);
    if (deed.equals("end")) {
      nights.countDown();
    }
    return !fails;
  }

  private WorkflowOptions.Builder options() {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(queue)
        .setWorkflowId(queue)
        .setWorkflowExecutionTimeout(Duration.ofHours(1));
  }

  private static RetryOptions twice() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(100))
        .setMaximumAttempts(2)
        .build();
  }

  private WorkflowStub begin(
      String type, WorkflowOptions.Builder options, @Nullable Object... arguments) {
    WorkflowStub run = env.getWorkflowClient().newUntypedWorkflowStub(type, options.build());
    run.start(arguments);
    return run;
  }

  private static void assertFails(WorkflowStub run, String type) {
    assertThatThrownBy(() -> run.getResult(String.class))
        .satisfies(e -> assertThat(FailureTypes.matches(e, type)).as("%s", e).isTrue());
  }

  private @Nullable Outcome outcome(WorkflowStub run) {
    return env.getWorkflowClient()
        .newWorkflowStub(Pausable.class, run.getExecution().getWorkflowId())
        .pauseStatus()
        .outcome();
  }

  private static TestWorkflowEnvironment environment() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    if (EXTERNAL) {
      options
          .setUseExternalService(true)
          .setTarget(System.getenv("TEMPORAL_ADDRESS"))
          .setWorkflowClientOptions(
              WorkflowClientOptions.newBuilder().setNamespace("default").build());
    }
    return TestWorkflowEnvironment.newInstance(options.build());
  }
}
