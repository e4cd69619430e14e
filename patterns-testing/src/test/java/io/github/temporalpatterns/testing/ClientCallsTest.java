// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a client waits for, it ends with the report of the hang. */
@Timeout(60)
class ClientCallsTest {
  private final PatternEnv env = open(TaskFailures.FAIL_TEST, 30);

  @AfterEach
  void close() {
    env.close();
  }

  /** A way to wait for a run. */
  @SuppressWarnings("ImmutableEnumChecker") // the calls have no state
  enum Wait {
    UPDATE(stub -> stub.update("ask", String.class, "y")),
    STARTED_UPDATE(
        stub ->
            stub.startUpdate(
                UpdateOptions.newBuilder(String.class)
                    .setUpdateName("ask")
                    .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                    .build(),
                "y")),
    QUERY(stub -> stub.query("state", String.class)),
    RESULT(stub -> stub.getResult(String.class)),
    LATER_RESULT(stub -> stub.getResultAsync(String.class).join());

    final Consumer<WorkflowStub> call;

    Wait(Consumer<WorkflowStub> call) {
      this.call = call;
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenAWorkflowTaskFails(Wait wait) {
    Scenario<Picky> run = env.scenario(Picky.class).start(w -> w.run(new Order(null)));
    WorkflowStub stub = env.client().newUntypedWorkflowStub(run.execution().getWorkflowId());

    assertThat(report(() -> wait.call.accept(stub)))
        .contains("a workflow task failed while the test waited", "IllegalStateException: a bug");
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenTheWatchdogsTimeIsSpent(Wait wait) {
    try (PatternEnv tolerant = open(TaskFailures.TOLERATE, 1)) {
      Scenario<Picky> run = tolerant.scenario(Picky.class).start(w -> w.run(new Order(null)));
      WorkflowStub stub = tolerant.client().newUntypedWorkflowStub(run.execution().getWorkflowId());

      assertThat(report(() -> wait.call.accept(stub)))
          .contains("until its 1.0 s of real time were spent", "=> only an ApplicationFailure");
    }
  }

  /** The input cannot be read, so the workflow never begins, and no interceptor sees it. */
  @Test
  void knowsARunThatNeverBegan() {
    env.start();
    WorkflowStub stub =
        env.client()
            .newUntypedWorkflowStub(
                "Picky",
                WorkflowOptions.newBuilder().setTaskQueue(env.worker().taskQueue()).build());
    stub.start(Map.of("b", "x"));
    Picky typed = env.client().newWorkflowStub(Picky.class, stub.getExecution().getWorkflowId());

    assertThat(report(() -> typed.ask("y")))
        .contains(stub.getExecution().getWorkflowId(), "UnrecognizedPropertyException");
  }

  private static String report(ThrowingCallable call) {
    Function<Throwable, Throwable> ended =
        thrown -> thrown instanceof AssertionError ? thrown : thrown.getCause();
    StringBuilder text = new StringBuilder();
    assertThatThrownBy(call)
        .satisfies(
            thrown -> {
              assertThat(ended.apply(thrown)).isInstanceOf(AssertionError.class);
              text.append(ended.apply(thrown).getMessage());
            });
    return text.toString();
  }

  private static PatternEnv open(TaskFailures failures, int watchdogSeconds) {
    return PatternEnv.open(
        PatternEnvOptions.newBuilder(Picky.Impl.class)
            .setServer(PatternEnvOptions.Server.EMBEDDED)
            .setTaskFailures(failures)
            .setWatchdog(Duration.ofSeconds(watchdogSeconds))
            .build());
  }

  /** What it is started with. */
  public record Order(@Nullable String a) {}

  /** Begins with a bug. */
  @WorkflowInterface
  public interface Picky {
    @WorkflowMethod
    String run(Order order);

    @UpdateMethod
    String ask(String what);

    @QueryMethod
    String state();

    /** Its own fault. */
    final class Impl implements Picky {

      /** Made by the worker. */
      @WorkflowInit
      public Impl(Order order) {}

      @Override
      public String run(Order order) {
        throw new IllegalStateException("a bug", new IllegalArgumentException("history"));
      }

      @Override
      public String ask(String what) {
        return what;
      }

      @Override
      public String state() {
        return "";
      }
    }
  }
}
