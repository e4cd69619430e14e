// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL_AND_REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 16 to 22: the run is cancelled. */
abstract class CancellationRules extends SagaRules {

  @Test
  void rule16_undoes_to_the_end_when_cancelled_during_a_step_required() {
    SagaRun run = prepare(steps("a", "b", "c")).fault(APPLY, "b", CANCEL).perform();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(run.world().scheduled(APPLY)).containsExactly("a", "b");
    assertThat(run.undone()).endsWith("a");
    if (has(SagaFeature.REGISTER_BEFORE)) {
      assertThat(run.undone()).containsExactly("b", "a");
      assertThat(run.world().standing()).isEmpty();
    }
    if (has(SagaFeature.REPORT)) {
      assertPublished(run, Outcome.COMPENSATED);
    }
  }

  @Test
  void rule17_undoes_to_the_end_when_cancelled_between_steps_required() {
    SagaRun run =
        prepare(
                SagaScript.of(
                    step("a"),
                    step("b"),
                    Act.act(Kind.SLEEP, "").time(Duration.ofHours(1)),
                    step("c")))
            .start();
    lab().env().await("the sleep", () -> run.count(EventType.EVENT_TYPE_TIMER_STARTED) > 0);
    run.scenario().cancel();
    run.end();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(run.undone()).containsExactly("b", "a");
    assertThat(run.world().standing()).isEmpty();
    assertThat(run.world().scheduled(APPLY)).doesNotContain("c");
  }

  @Test
  void rule18_does_not_let_a_cancellation_interrupt_the_undo_required() {
    SagaRun run =
        prepare(steps("a", "b", "c")).fault(APPLY, "c", REFUSE).fault(UNDO, "b", CANCEL).perform();
    assertThat(run.undone()).endsWith("b", "a");
    assertThat(run.world().standing()).isEmpty();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  @Test
  void rule19_does_not_let_a_second_cancellation_interrupt_the_undo_required() {
    SagaRun run =
        prepare(steps("a", "b", "c"))
            .fault(APPLY, "c", CANCEL)
            .fault(UNDO, "b", CANCEL)
            .fault(UNDO, "a", CANCEL)
            .perform();
    assertThat(run.undone()).endsWith("b", "a");
    assertThat(run.world().standing()).isSubsetOf("c");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  @Test
  void rule20_publishes_a_failed_undo_of_a_cancelled_run_required() {
    needs(SagaFeature.REPORT);
    SagaRun run =
        prepare(steps("a", "b", "c"))
            .fault(APPLY, "c", REFUSE)
            .fault(UNDO, "b", CANCEL_AND_REFUSE)
            .perform();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    SagaReport.Summary published = assertPublished(run, Outcome.PARTIALLY_COMPENSATED);
    assertThat(published.open()).containsExactly("b");
    assertThat(published.undone()).containsExactly("a", "c");
    assertThat(run.outcome()).isEqualTo(Outcome.PARTIALLY_COMPENSATED);
  }

  @Test
  void rule21_waits_for_the_effect_of_a_running_step_before_its_undo_required() {
    needs(SagaFeature.WAIT_FOR_STEP, SagaFeature.REGISTER_BEFORE);
    SagaRun run = prepare(steps("a", "b")).fault(APPLY, "b", CANCEL).perform();
    List<String> ledger =
        run.world().entries().stream()
            .filter(SagaWorld.Entry::effect)
            .map(entry -> entry.op() + " " + entry.step())
            .toList();
    assertThat(ledger).containsExactly("APPLY a", "APPLY b", "UNDO b", "UNDO a");
  }

  @Test
  void rule22_completes_forward_when_cancelled_after_the_pivot_required() {
    needs(SagaFeature.PIVOT);
    SagaRun run =
        prepare(SagaScript.of(step("a"), Act.act(Kind.PIVOT, ""), step("b"), step("c")))
            .fault(APPLY, "b", CANCEL)
            .perform();
    assertThat(run.undone()).isEmpty();
    assertThat(run.world().standing()).containsExactly("a", "b", "c");
    if (has(SagaFeature.REPORT)) {
      assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }

  private static SagaReport.Summary assertPublished(SagaRun run, Outcome outcome) {
    SagaReport.Summary published = run.published();
    assertThat(published.outcome()).isEqualTo(outcome);
    return published;
  }
}
