// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.FLAKE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules 7 to 12: what the caller learns, and what a failing undo leads to. */
abstract class FailureRules extends SagaRules {

  @Test
  void rule07_shows_the_original_failure_and_attaches_those_of_undos_required() {
    SagaRun run =
        prepare(steps("a", "b", "c")).fault(APPLY, "c", REFUSE).fault(UNDO, "b", REFUSE).perform();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(run.failures()).anyMatch(line -> line.contains("APPLY c"));
    if (has(SagaFeature.REPORT)) {
      assertThat(run.report().steps())
          .filteredOn(step -> step.undo().failure() != null)
          .extracting(SagaReport.StepReport::name)
          .containsExactly("b");
      assertThat(run.failures()).anyMatch(line -> line.contains("SagaUndoFailed"));
    }
  }

  @Test
  void rule08_stops_at_a_failing_undo_and_reports_the_others_under_stop_required() {
    needs(SagaFeature.STOP, SagaFeature.REPORT);
    SagaRun run =
        prepare(steps("a", "b", "c").with(Policy.DEFAULT.on(OnUndoFailure.STOP)))
            .fault(APPLY, "c", REFUSE)
            .fault(UNDO, "b", REFUSE)
            .perform();
    assertThat(run.undone()).containsExactly("c", "b");
    assertThat(run.report().steps())
        .extracting(step -> step.undo().state())
        .containsExactly(RecoveryState.NOT_RUN, RecoveryState.FAILED, RecoveryState.DONE);
    assertThat(run.outcome()).isEqualTo(Outcome.PARTIALLY_COMPENSATED);
  }

  @Test
  void rule09_runs_the_other_undos_after_a_failing_one_under_continue_required() {
    needs(SagaFeature.CONTINUE);
    SagaRun run =
        prepare(steps("a", "b", "c")).fault(APPLY, "c", REFUSE).fault(UNDO, "b", REFUSE).perform();
    assertThat(run.undone()).endsWith("b", "a");
    assertThat(run.world().standing()).containsExactly("b");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    if (has(SagaFeature.REPORT)) {
      assertThat(run.outcome()).isEqualTo(Outcome.PARTIALLY_COMPENSATED);
      assertThat(run.published().open()).containsExactly("b");
    }
  }

  @Test
  void rule10_completes_the_other_parallel_undos_when_two_fail_required() {
    needs(SagaFeature.PARALLEL_UNDO, SagaFeature.REPORT);
    SagaRun run =
        prepare(steps("a", "b", "c", "d", "e").with(Policy.DEFAULT.order(UndoOrder.PARALLEL)))
            .fault(APPLY, "e", REFUSE)
            .fault(UNDO, "a", REFUSE)
            .fault(UNDO, "c", REFUSE)
            .perform();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(run.world().standing()).containsExactly("a", "c");
    assertThat(run.report().steps())
        .filteredOn(step -> step.undo().state() == RecoveryState.FAILED)
        .extracting(SagaReport.StepReport::name)
        .containsExactly("a", "c");
  }

  @Test
  void rule11_retries_an_undo_by_its_own_policy_required() {
    SagaRun run =
        prepare(steps("a", "b").with(Policy.DEFAULT.undoAttempts(3)))
            .fault(APPLY, "b", REFUSE)
            .fault(UNDO, "a", FLAKE, FLAKE)
            .perform();
    assertThat(run.world().effects(UNDO)).containsExactly("a");
    assertThat(run.world().entries())
        .filteredOn(entry -> entry.step().equals("a") && entry.op() == UNDO)
        .hasSize(3)
        .extracting(SagaWorld.Entry::call)
        .containsOnly(run.world().entries().get(run.world().entries().size() - 1).call());
    assertThat(run.world().entries())
        .filteredOn(entry -> entry.step().equals("b") && entry.op() == APPLY)
        .hasSize(1);
  }

  @Test
  void rule12_parks_an_undo_that_exceeds_its_budget_required() {
    needs(SagaFeature.PARK, SagaFeature.UNDO_BUDGET, SagaFeature.REPORT);
    SagaRun run =
        prepare(
                steps("a", "b")
                    .with(
                        Policy.DEFAULT
                            .on(OnUndoFailure.PARK)
                            .undoAttempts(1)
                            .undoBudget(Duration.ofSeconds(2))))
            .fault(APPLY, "b", REFUSE)
            .fault(UNDO, "b", TIME_OUT)
            .start();
    lab().env().await("parking", () -> run.outcome() == Outcome.PARKED);
    assertThat(run.report().steps())
        .extracting(step -> step.undo().state())
        .containsExactly(RecoveryState.PARKED, RecoveryState.PARKED);
    SagaOperator operator = run.scenario().stub(SagaOperator.class);
    operator.sagaRetry(Decision.of("1", "ann", "it works again", "b"));
    operator.sagaRetry(Decision.of("2", "ann", "it works again", "a"));
    run.end();
    assertThat(run.outcome()).isEqualTo(Outcome.COMPENSATED);
    assertThat(run.world().standing()).isEmpty();
  }
}
