// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.act;
import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.NOTHING_DONE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT_AFTER_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoKind;
import io.temporal.api.enums.v1.EventType;
import io.temporal.common.RetryOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules 51 to 55: what decides about a step, and lives of a run that its code does not see. */
abstract class LifeRules extends SagaRules {
  private static final WorkflowImplementationOptions ANY =
      WorkflowImplementationOptions.newBuilder()
          .setFailWorkflowExceptionTypes(Throwable.class)
          .build();

  @Test
  void rule51_judges_a_step_by_the_failure_that_ended_it_required() {
    needs(SagaFeature.REGISTER_BEFORE);
    SagaRun run =
        prepare(SagaScript.of(step("a"), step("b").time(Duration.ofSeconds(1)).attempts(2)))
            .fault(APPLY, "b", NOTHING_DONE, TIME_OUT_AFTER_EFFECT)
            .perform();
    assertThat(run.undone()).containsExactly("b", "a");
    assertThat(run.world().standing()).isEmpty();
  }

  @Test
  void rule52_does_not_go_on_with_a_log_that_an_earlier_attempt_has_undone_required() {
    needs(SagaFeature.CONTINUE_AS_NEW);
    SagaRun run =
        prepare(SagaScript.of(step("a"), act(Kind.CONTINUE_AS_NEW, ""), step("b")))
            .options(
                options ->
                    options.setRetryOptions(
                        RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(20))
                            .setMaximumAttempts(2)
                            .build()))
            .fault(APPLY, "b", REFUSE)
            .perform();
    List<String> all = List.of("a", "b");
    boolean isDone = run.status() == WORKFLOW_EXECUTION_STATUS_COMPLETED;
    assertThat(run.world().standing()).containsExactlyElementsOf(isDone ? all : List.of());
  }

  @Test
  void rule53_uses_or_refuses_an_undo_that_is_given_after_its_step_required() {
    SagaRun run =
        lab(settings -> settings.setTaskFailures(TaskFailures.TOLERATE))
            .prepare(SagaScript.of(step("a").undo(UndoKind.LATE), act(Kind.FAIL, "")))
            .start();
    awaitEnd(run);
    boolean isRefused = run.status() == WORKFLOW_EXECUTION_STATUS_RUNNING;
    if (isRefused) {
      run.scenario().untyped().terminate("seen");
    }
    assertThat(run.undone()).containsExactlyElementsOf(isRefused ? List.of() : List.of("a"));
  }

  @Test
  void rule54_undoes_before_whatever_exception_fails_the_run_required() {
    SagaRun run =
        lab(settings -> {}, ANY).prepare(SagaScript.of(step("a"), act(Kind.BUG, ""))).perform();
    assertThat(run.undone()).containsExactly("a");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(run.failures()).anyMatch(line -> line.contains("NullPointerException"));
  }

  @Test
  void rule55_takes_whatever_the_memo_of_the_user_holds_required() {
    SagaRun run =
        lab(settings -> settings.setTaskFailures(TaskFailures.TOLERATE))
            .prepare(SagaScript.steps("a", "b"))
            .options(
                options -> options.setMemo(Map.of("saga", 7, SagaReport.MEMO, "order-placement")))
            .start();
    awaitEnd(run);
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(run.world().standing()).containsExactly("a", "b");
  }

  private void awaitEnd(SagaRun run) {
    lab()
        .env()
        .await(
            "the end, or a refusal",
            () ->
                run.status() != WORKFLOW_EXECUTION_STATUS_RUNNING
                    || run.count(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0);
  }
}
