// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The undo log through continue-as-new, and when it may not go. */
class SagaCarryTest extends SagaTest {

  @Test
  void undoesInTheNextRunWhatTheFormerDid() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      if (state == null) {
                        book(steps, "a");
                        book(steps, "b");
                        Workflow.continueAsNew(saga.state());
                      }
                      book(steps, "a");
                      return fail(steps);
                    }));

    run.failure();
    assertThat(env.ledger().effects("cancel"))
        .containsExactly("cancel a#2", "cancel b", "cancel a");
    assertThat(run.report().steps())
        .extracting(step -> step.key().step())
        .containsExactly("saga/a", "saga/b", "saga/a#2", "saga/fail");
    assertThat(run.report().steps())
        .extracting(step -> step.key().scope())
        .hasSize(4)
        .containsOnly(run.report().steps().get(0).key().scope());
  }

  @Test
  void carriesDecisionsAndUndosOfNestedSagas() {
    SagaRun run =
        env.start(
            Desk.options().setUndoFailure(UndoFailure.PARK).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      if (state == null) {
                        try {
                          steps.nested(
                              "n", inner -> book(undoable(inner, "a", "fail"), "ok") + fail(inner));
                        } catch (TemporalFailure e) {
                          Workflow.continueAsNew(saga.state());
                        }
                      }
                      return "done";
                    }));
    run.awaitReport(report -> report.outcome() == Outcome.PARKED);
    run.operator().sagaMarkDone(Decision.of("r1", "Ada", "by phone", "n/a"));

    assertThat(run.result()).isEqualTo("done");
    assertThat(run.report().audit())
        .extracting(AuditEntry::requestId, AuditEntry::verb, AuditEntry::on, AuditEntry::effect)
        .containsExactly(tuple("r1", "markDone", "n/a", "MARKED_DONE"));
    assertThat(run.report().steps().get(0).undo().state()).isEqualTo(RecoveryState.MARKED_DONE);
  }

  @Test
  void givesNewKeysToASagaAfterARestoredOneThatHadNotBegun() {
    SagaRun run =
        env.start(
            (flow, saga, state) -> {
              if (state == null) {
                Workflow.continueAsNew(saga.state());
              }
              saga.run(steps -> book(steps, "a"));
              return saga.run(steps -> book(steps, "a"));
            });

    assertThat(run.result()).isEqualTo("ok");
    assertThat(env.ledger().keys()).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void isNotGivenAfterAnUndo() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      saga.compensate();
                      return saga.state();
                    }));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_CLOSED);
  }

  @Test
  void isNotGivenToARunThatWasAskedToCancel() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      flow.reached("asleep");
                      try {
                        Workflow.sleep(Duration.ofHours(50));
                      } catch (CanceledFailure e) {
                        Workflow.continueAsNew(saga.state());
                      }
                      return null;
                    }));
    env.ledger().awaitReached("asleep");
    run.stub().cancel();

    assertThat(run.failure()).isInstanceOf(CanceledFailure.class);
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
  }

  @Test
  void isNotGivenToACancelledRunAfterThePivotEither() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      steps.pivot();
                      book(steps, "a", "wait");
                      try {
                        return saga.state();
                      } catch (CanceledFailure e) {
                        return book(steps, "b");
                      }
                    }));
    env.ledger().awaitReached("held book a");
    run.stub().cancel();
    env.ledger().release("book a");

    assertThat(run.failure()).isInstanceOf(CanceledFailure.class);
    assertThat(env.ledger().effects()).containsExactly("book a", "book b");
  }

  @Test
  void carriesTheDeadline() {
    SagaRun run =
        env.start(
            Desk.options().setDeadline(Duration.ofSeconds(2)).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      if (state == null) {
                        book(steps, "a");
                        Workflow.sleep(Duration.ofSeconds(1));
                        Workflow.continueAsNew(saga.state());
                      }
                      Workflow.sleep(Duration.ofMillis(1_500));
                      return "too late";
                    }));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_DEADLINE);
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
  }

  @Test
  void doesNotApplyAPassedDeadlineAfterThePivot() {
    SagaRun run =
        env.start(
            Desk.options().setDeadline(Duration.ofMillis(500)).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      if (state == null) {
                        steps.pivot();
                        Workflow.sleep(Duration.ofSeconds(1));
                        Workflow.continueAsNew(saga.state());
                      }
                      return book(steps, "a");
                    }));

    assertThat(run.result()).isEqualTo("ok");
  }
}
