// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.temporal.client.WorkflowUpdateException;
import org.junit.jupiter.api.Test;

/** Rules 13 to 15: an operator decides upon a parked undo. */
abstract class OperatorRules extends SagaRules {

  @Test
  void rule13_runs_a_parked_undo_with_the_operators_arguments_required() {
    needs(SagaFeature.PARK, SagaFeature.REPORT);
    SagaRun run = parked("b");
    String key = run.report().steps().get(1).key().toString();
    operator(run).sagaRetryWith(Decision.of("r1", "ann", "typo", "b").with("b", key, "by hand"));
    run.end();
    assertThat(run.world().entries())
        .filteredOn(entry -> entry.op() == UNDO && entry.step().equals("b"))
        .extracting(SagaWorld.Entry::reservation)
        .containsExactly(null, "by hand");
    SagaReport.RecoveryReport undo = run.report().steps().get(1).undo();
    assertThat(undo.state()).isEqualTo(RecoveryState.DONE);
    assertThat(undo.attempts()).isEqualTo(2);
    assertThat(undo.decidedBy()).isEqualTo("ann");
    assertThat(run.outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void rule14_goes_on_after_skip_and_mark_done_and_remembers_who_decided_required() {
    needs(SagaFeature.PARK, SagaFeature.REPORT);
    SagaRun run = parked("b", "a");
    Decision done = Decision.of("r1", "ann", "receipt 7", "b");
    AuditEntry first = operator(run).sagaMarkDone(done);
    await(run, "a");
    assertThat(operator(run).sagaMarkDone(done)).as("repeated").isEqualTo(first);
    assertRefused(() -> operator(run).sagaSkip(Decision.of("r1", "ann", "receipt 7", "a")));
    operator(run).sagaSkip(Decision.of("r2", "bob", "worth nothing", "a"));
    run.end();
    SagaReport report = run.report();
    assertThat(report.steps())
        .extracting(step -> step.undo().state())
        .containsExactly(RecoveryState.SKIPPED, RecoveryState.MARKED_DONE, RecoveryState.DONE);
    assertThat(report.audit())
        .extracting(AuditEntry::verb, AuditEntry::by, AuditEntry::on, AuditEntry::reason)
        .containsExactly(
            tuple("markDone", "ann", "b", "receipt 7"), tuple("skip", "bob", "a", "worth nothing"));
    assertThat(report.outcome()).isEqualTo(Outcome.PARTIALLY_COMPENSATED);
  }

  @Test
  void rule15_refuses_a_decision_upon_what_is_not_parked_required() {
    needs(SagaFeature.PARK, SagaFeature.REPORT);
    SagaRun run = parked("b");
    assertRefused(() -> operator(run).sagaRetry(Decision.of("r1", "ann", "a try", "a")));
    assertRefused(() -> operator(run).sagaSkip(Decision.of("r2", "ann", "", "b")));
    assertRefused(() -> operator(run).sagaRetryWith(Decision.of("r3", "ann", "a typo", "b")));
    assertThat(run.report().audit()).isEmpty();
    operator(run).sagaAbandon(Decision.of("r4", "ann", "enough"));
    run.end();
    assertThat(run.report().steps())
        .extracting(step -> step.undo().state())
        .containsExactly(RecoveryState.ABANDONED, RecoveryState.ABANDONED, RecoveryState.DONE);
  }

  private SagaRun parked(String... failingUndos) {
    SagaRun run =
        prepare(steps("a", "b", "c").with(Policy.DEFAULT.on(OnUndoFailure.PARK)))
            .fault(APPLY, "c", REFUSE);
    for (String step : failingUndos) {
      run.fault(UNDO, step, REFUSE);
    }
    run.start();
    await(run, failingUndos[0]);
    return run;
  }

  private void await(SagaRun run, String step) {
    lab()
        .env()
        .await(
            "parking of " + step,
            () ->
                run.report().steps().stream()
                    .anyMatch(
                        s -> s.name().equals(step) && s.undo().state() == RecoveryState.PARKED));
  }

  private static SagaOperator operator(SagaRun run) {
    return run.scenario().stub(SagaOperator.class);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable decision) {
    assertThatThrownBy(decision)
        .isInstanceOf(WorkflowUpdateException.class)
        .matches(failure -> FailureTypes.matches(failure, FailureTypes.COMMAND_REFUSED));
  }
}
