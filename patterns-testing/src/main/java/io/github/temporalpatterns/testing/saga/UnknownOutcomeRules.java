// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT_AFTER_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT_BEFORE_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.testing.saga.SagaScript.Timeout;
import io.github.temporalpatterns.testing.saga.SagaWorld.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules 23 to 29: nobody knows whether a step ran. */
abstract class UnknownOutcomeRules extends SagaRules {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void rule23_undoes_a_step_that_timed_out_after_its_effect_required() {
    SagaRun run = timedOut(TIME_OUT_AFTER_EFFECT);
    assertThat(run.undone()).containsExactly("b", "a");
    assertThat(run.world().standing()).isEmpty();
  }

  @Test
  void rule24_gives_a_late_step_the_key_of_its_undo_required() {
    SagaRun run = timedOut(TIME_OUT_BEFORE_EFFECT);
    assertThat(run.world().scheduled(UNDO)).containsExactly("b", "a");
    assertThat(run.world().standing()).isEmpty();
    assertThat(run.world().entries())
        .filteredOn(entry -> entry.step().equals("b"))
        .extracting(SagaWorld.Entry::key)
        .hasSize(3)
        .containsOnly(run.world().entries().get(1).key());
  }

  @Test
  void rule25_undoes_a_step_that_may_have_run_but_did_not_required() {
    SagaRun run = timedOut(TIME_OUT);
    assertThat(run.undone()).containsExactly("b", "a");
    assertThat(run.world().effects(UNDO)).containsExactly("a");
  }

  @Test
  void rule26_repeats_an_undo_with_the_same_key_required() {
    SagaRun run =
        prepare(SagaScript.of(step("a"), step("b")))
            .fault(APPLY, "b", REFUSE)
            .fault(UNDO, "a", TIME_OUT_AFTER_EFFECT)
            .perform();
    assertThat(run.world().effects(UNDO)).containsExactly("a");
    assertThat(run.world().entries())
        .filteredOn(entry -> entry.step().equals("a") && entry.op() == UNDO)
        .hasSize(2)
        .extracting(SagaWorld.Entry::key)
        .containsOnly(run.world().entries().get(0).key());
  }

  @Test
  void rule27_does_not_undo_a_step_that_no_worker_ever_took_required() {
    needs(SagaFeature.VERDICTS);
    SagaRun run =
        prepare(SagaScript.of(step("a"), step("b").time(Timeout.SCHEDULE_TO_START, SHORT)))
            .perform();
    assertThat(run.world().scheduled(APPLY)).containsExactly("a");
    assertThat(run.undone()).containsExactly("a");
    if (has(SagaFeature.REPORT)) {
      assertThat(run.report().steps().get(1).verdict()).isEqualTo(ExecutionVerdict.NOT_EXECUTED);
    }
  }

  @Test
  void rule28_undoes_a_step_that_missed_its_heartbeat_required() {
    needs(SagaFeature.REGISTER_BEFORE);
    SagaRun run =
        prepare(SagaScript.of(step("a"), step("b").time(Timeout.HEARTBEAT, SHORT)))
            .fault(APPLY, "b", TIME_OUT_AFTER_EFFECT)
            .perform();
    assertThat(run.undone()).containsExactly("b", "a");
    assertThat(run.world().standing()).isEmpty();
  }

  @Test
  void rule29_survives_a_worker_killed_between_effect_and_answer_required() {
    SagaRun run =
        prepare(SagaScript.of(step("a"), step("b").time(SHORT).attempts(3), step("c")))
            .fault(APPLY, "b", TIME_OUT_AFTER_EFFECT)
            .start();
    lab().env().await("the effect", () -> run.world().effects(APPLY).contains("b"));
    lab().env().killWorker();
    lab().env().startWorker();
    run.end();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(run.world().effects(APPLY)).containsExactly("a", "b", "c");
    assertThat(run.undone()).isEmpty();
  }

  private SagaRun timedOut(Fault how) {
    needs(SagaFeature.REGISTER_BEFORE);
    SagaRun run =
        prepare(SagaScript.of(step("a"), step("b").time(SHORT))).fault(APPLY, "b", how).perform();
    if (has(SagaFeature.REPORT)) {
      assertThat(run.report().steps().get(1).verdict()).isEqualTo(ExecutionVerdict.UNKNOWN);
    }
    return run;
  }
}
