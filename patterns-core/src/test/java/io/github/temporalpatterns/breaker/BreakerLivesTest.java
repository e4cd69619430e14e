// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.State;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a breaker knows in the second life of its run, and which of its errors end the run. */
final class BreakerLivesTest {
  private static final String QUEUE = "lives";
  private static final BreakerState OPEN =
      new BreakerState(
          BreakerState.SCHEMA,
          "bank",
          State.OPEN,
          3,
          1,
          0L,
          0,
          "ff",
          List.of(),
          0,
          "E_DOWN",
          null,
          new OperatorLog(Map.of("r1", "close 1"), List.of(), 0));

  /** As workflows told, since a cron gives no result. */
  private static final List<String> ENDED = new CopyOnWriteArrayList<>();

  private final TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance();
  private final WorkflowClient client = env.getWorkflowClient();

  private void start() {
    start(WorkflowImplementationOptions.getDefaultInstance());
  }

  private void start(WorkflowImplementationOptions options) {
    env.newWorker(QUEUE).registerWorkflowImplementationTypes(options, LifeImpl.class);
    env.start();
  }

  @AfterEach
  void close() {
    ENDED.clear();
    env.close();
  }

  @Test
  void aWorkflowRetryBeginsWithWhatItsInputCarries() {
    start();
    assertThat(result(retried(), "open, fail once", null)).isEqualTo("CLOSED");
    assertThat(result(retried(), "probe, fail once", OPEN)).isEqualTo("OPEN");
  }

  private static WorkflowOptions.Builder retried() {
    return options()
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(1))
                .setMaximumAttempts(2)
                .build());
  }

  @Test
  void continueAsNewGoesOnWithItsState() {
    start();
    assertThat(result(options(), "open, continue", null)).isEqualTo("OPEN");
  }

  @Test
  void aNewRunOfACronOrAReusedIdBeginsAnew() {
    start();
    WorkflowOptions cron = options().setCronSchedule("* * * * *").build();
    WorkflowClient.start(client.newWorkflowStub(Life.class, cron)::live, "open once", null);
    env.sleep(Duration.ofMinutes(3));
    assertThat(ENDED).startsWith("OPEN", "CLOSED");
    WorkflowOptions.Builder sameId = options().setWorkflowId("nightly");
    assertThat(result(sameId, "open", null)).isEqualTo("OPEN");
    assertThat(result(sameId, "look", null)).isEqualTo("CLOSED");
  }

  @Test
  void stateOfANewerReleaseFailsTheTask() {
    start();
    assertThat(failedTask("look", newer())).contains("a newer release wrote it");
    assertThat(failedTask("look", named("shop"))).contains("state must be that of breaker bank");
    assertThat(failedTask("misuse", null)).contains("activityOptions must be set");
  }

  @Test
  void stateThatNobodyCanGoOnWithFailsTheRun() {
    start();
    Throwable thrown = catchThrowable(() -> result(options(), "look", broken()));

    assertThat(FailureTypes.matches(thrown, FailureTypes.INVALID_STATE)).isTrue();
  }

  /** A call that throws by a bug gives its permit back, also where the run may end by that. */
  @Test
  void failTypesMakeAFailureOfTheRunOfWhatWouldFailItsTask() {
    start(
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build());
    assertThat(result(options(), "open", null)).isEqualTo("OPEN");
    assertThat(result(options(), "bug in probe", null)).isEqualTo("CLOSED");
    Throwable thrown = catchThrowable(() -> result(options(), "look", newer()));

    assertThat(thrown)
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("a newer release wrote it");
  }

  private static BreakerState newer() {
    return with(BreakerState.SCHEMA + 1, "bank", "");
  }

  private static BreakerState named(String name) {
    return with(BreakerState.SCHEMA, name, "");
  }

  private static BreakerState broken() {
    return with(BreakerState.SCHEMA, "bank", "what?");
  }

  private static BreakerState with(int schema, String name, String calls) {
    return new BreakerState(
        schema, name, State.CLOSED, 0, 0, null, 0, calls, List.of(), 0, null, null, null);
  }

  private static WorkflowOptions.Builder options() {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(QUEUE)
        .setWorkflowId(UUID.randomUUID().toString());
  }

  private String result(
      WorkflowOptions.Builder options, String plan, @Nullable BreakerState state) {
    return client.newWorkflowStub(Life.class, options.build()).live(plan, state);
  }

  /** What the first workflow task failed by; the run goes on. */
  private String failedTask(String plan, @Nullable BreakerState state) {
    WorkflowStub run = client.newUntypedWorkflowStub("Life", options().build());
    String id = run.start(plan, state).getWorkflowId();
    while (true) { // until the watchdog says that none failed
      var failed =
          client.fetchHistory(id).getEvents().stream()
              .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
              .findFirst();
      if (failed.isPresent()) {
        var failure = failed.get().getWorkflowTaskFailedEventAttributes().getFailure();
        run.terminate("seen"); // which only an open one can be
        return failure.toString();
      }
      Thread.onSpinWait();
    }
  }

  /** Does one thing, and says in which state the breaker is then. */
  @WorkflowInterface
  public interface Life {

    /** Returns the state. */
    @WorkflowMethod
    String live(String plan, @Nullable BreakerState state);
  }

  /** Opens at the second failure. */
  public static final class LifeImpl implements Life {
    private final CircuitBreaker breaker;

    @WorkflowInit
    public LifeImpl(String plan, @Nullable BreakerState state) {
      BreakerOptions options =
          BreakerOptions.newBuilder("bank")
              .setRules(
                  BreakerRules.newBuilder()
                      .setConsecutiveFailures(2)
                      .setOpenWait(Duration.ofHours(1))
                      .build())
              .build();
      breaker = CircuitBreaker.restore(options, state);
    }

    @Override
    public String live(String plan, @Nullable BreakerState state) {
      int attempt = Workflow.getInfo().getAttempt();
      switch (plan) {
        case "open", "open, fail once", "open, continue", "open once" -> {
          if (attempt == 1 && Workflow.getLastCompletionResult(String.class) == null) {
            open();
          }
        }
        case "probe, fail once" -> {
          if (attempt == 1) {
            breaker.call(() -> "answered");
          }
        }
        case "bug in probe" -> probeWithABug();
        case "misuse" -> breaker.call(Runnable.class, Runnable::toString);
        default -> {}
      }
      if (plan.endsWith("fail once") && attempt == 1) {
        throw ApplicationFailure.newFailure("once", "ONCE");
      }
      if (plan.endsWith("continue")) {
        Workflow.newContinueAsNewStub(Life.class).live("look", breaker.state());
      }
      String end = breaker.status().state().name();
      ENDED.add(end);
      return end;
    }

    private void open() {
      for (int i = 0; i < 2; i++) {
        try {
          breaker.call(
              () -> {
                throw ApplicationFailure.newFailure("down", "E_DOWN");
              });
        } catch (ApplicationFailure e) {
          // as it was asked to
        }
      }
    }

    /** The only probe throws, and a second one is permitted all the same. */
    private void probeWithABug() {
      open();
      Workflow.sleep(Duration.ofHours(2));
      try {
        breaker.call(
            () -> {
              throw new IllegalStateException("a bug");
            });
      } catch (IllegalStateException e) {
        Objects.requireNonNull(breaker.call(() -> "answered"));
      }
    }
  }
}
