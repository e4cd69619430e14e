// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Scripts.start;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which undos run, by what, and what is told of them meanwhile. */
class SagaUndoTest extends SagaTest {
  private static final LocalActivityOptions LOCAL =
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(1))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  /** Attempt 1 says that it did nothing, attempt 2 acts and times out. */
  @Test
  void undoesAStepWhoseLastAttemptTimedOutWhateverAnEarlierOneSaid() {
    ActivityOptions twice =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(1))
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(50))
                    .setMaximumAttempts(2)
                    .build())
            .build();
    SagaRun run =
        env.start(
            Desk.options().setNoEffectFailures("Busy", "Boom").build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      try {
                        book(undoable(steps, "refused"), "fail");
                      } catch (TemporalFailure nothingDone) {
                        // goes on
                      }
                      return book(undoable(steps, "room").options(twice), "busyThenWait");
                    }));

    assertThat(run.failure()).hasMessageContaining("book");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel room");
    assertThat(run.report().steps())
        .extracting(SagaReport.StepReport::verdict)
        .containsExactly(ExecutionVerdict.NOT_EXECUTED, ExecutionVerdict.UNKNOWN);
    assertThat(run.report().failure()).startsWith("TimeoutFailure");
  }

  /** That an activity in it did nothing says nothing about the child as a whole. */
  @Test
  void undoesAChildThatFailedByAnActivityThatDidNothing() {
    SagaRun run =
        env.start(
            Desk.options().setNoEffectFailures("Boom").build(),
            (flow, saga, state) ->
                saga.run(
                    steps ->
                        undoable(steps, "child")
                            .call(
                                Errand.class, (e, key) -> e.run("book", key.toString(), "fail"))));

    run.failure();
    assertThat(env.ledger().effects()).containsExactly("book child", "cancel child");
  }

  @Test
  void failsWhenSomebodyElseCancelledAChildThatNobodyAwaited() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      undoable(steps, "child")
                          .callAsync(
                              Errand.class, (e, key) -> e.run("book", key.toString(), "hold"));
                      return book(steps, "main");
                    }));
    env.ledger().awaitReached("held book child");
    env.cancel(run.report().steps().get(0).key().toString());

    assertThat(run.failure()).hasMessageContaining("Errand");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel main", "cancel child");
  }

  @Test
  void leavesWhatTheBodyDroppedTheUndoOf() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      if (state == null) {
                        book(steps, "a");
                        steps.nested(
                            "n",
                            inner -> {
                              book(inner, "b");
                              inner.dropUndo("b");
                              return null;
                            });
                        steps
                            .step("late")
                            .call(
                                Bookings.class,
                                (b, key) -> b.book(key.toString(), "ok"),
                                (b, result) -> b.cancel("x/late", result));
                        steps.dropUndo("late");
                        Workflow.continueAsNew(saga.state());
                      }
                      return fail(steps);
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book fail");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
    assertThat(run.report().steps())
        .extracting(step -> step.undo().state())
        .containsExactly(
            RecoveryState.DONE, RecoveryState.DROPPED, RecoveryState.DROPPED, RecoveryState.NONE);
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void refusesToDropTheUndoOfAStepThatIsNone() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      steps.dropUndo("b");
                      return null;
                    }));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_INVALID_STEP);
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
  }

  @Test
  void undoesByALocalActivityWithinItsTimeouts() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "stuck", "wait").undoOptions(LOCAL), "ok");
                      book(undoable(steps, "quick").undoOptions(LOCAL), "ok");
                      return fail(steps);
                    }));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_UNDO_FAILED);
    assertThat(run.memo().undone()).containsExactly("quick");
    assertThat(run.memo().open()).containsExactly("stuck");
    assertThat(run.events(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).hasSize(3);
  }

  @Test
  void tellsWhatRunsFromWhatFailed() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      var other = start(undoable(steps, "failed"), "fail");
                      start(undoable(steps, "running"), "wait");
                      return other.exceptionally(failure -> "caught").get();
                    }));
    env.ledger().awaitReached("held book running");
    run.awaitReport(report -> !report.steps().get(0).running());

    assertThat(run.report().steps())
        .extracting(SagaReport.StepReport::running)
        .containsExactly(false, true);
    assertThat(run.details())
        .contains("`failed` failed, may have acted")
        .contains("`running` is running");
    env.ledger().release("book running");
    assertThat(run.result()).isEqualTo("caught");
  }

  @Test
  void tellsAnOperatorWhatIsParkedAndTheMemoWhatIsDoneAboutIt() {
    SagaRun run =
        env.start(
            Desk.options().setUndoFailure(UndoFailure.PARK).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "a", "wait"), "ok");
                      book(undoable(steps, "b", "fail"), "ok");
                      return fail(steps);
                    }));
    run.awaitReport(report -> report.outcome() == Outcome.PARKED);

    assertThat(run.memo().outcome()).isEqualTo(Outcome.PARKED);
    assertThat(run.memo().parked()).containsExactly("b");
    assertThatThrownBy(() -> run.operator().sagaRetry(Decision.of("1", "ann", "paid", "x")))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("step: must be one that waits, which are [b], was x");
    assertThat(run.details())
        .startsWith("**Waits for a person**: the undo of `b`, which failed: ")
        .contains(
            "if nobody decides: the run stays open",
            "send the update `saga.retry`",
            """
            `{"requestId":"an id of your own","by":"your name","reason":"why","step":"b"}`\
            """,
            "Or `saga.skip`, `saga.markDone`, `saga.abandon`");
    run.operator().sagaMarkDone(Decision.of("2", "ann", "by hand", "b"));
    env.ledger().awaitReached("held cancel a");
    run.awaitReport(report -> report.outcome() == Outcome.COMPENSATING);
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPENSATING);
    assertThat(run.memo().parked()).isEmpty();
    assertThat(run.details()).doesNotContain("Waits for a person");
    env.ledger().release("cancel a");

    run.failure();
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPENSATED);
  }
}
