// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cancel request or the deadline, at every point at which a saga can wait. */
class SagaCancelTest extends SagaTest {

  @Test
  void undoesAStepThatIsCancelledWhileItRuns() {
    SagaRun run =
        env.start(
            (flow, saga, state) -> saga.run(steps -> book(steps, "a") + book(steps, "b", "hold")));
    env.ledger().awaitReached("held book b");
    run.stub().cancel();

    assertCancelled(run);
    assertThat(env.ledger().effects())
        .containsExactly("book a", "book b", "left book b", "cancel b", "cancel a");
    assertThat(run.memo().undone()).containsExactly("a", "b");
  }

  @Test
  void undoesWhenCancelledBetweenSteps() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      flow.reached("sleeping");
                      Workflow.sleep(Duration.ofHours(50));
                      return null;
                    }));
    env.ledger().awaitReached("sleeping");
    run.stub().cancel();

    assertCancelled(run);
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
  }

  @Test
  void undoesWhenTheBodySwallowsItsCancellation() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      flow.reached("sleeping");
                      try {
                        Workflow.sleep(Duration.ofHours(50));
                      } catch (CanceledFailure e) {
                        return "swallowed";
                      }
                      return null;
                    }));
    env.ledger().awaitReached("sleeping");
    run.stub().cancel();

    assertCancelled(run);
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
  }

  @Test
  void undoesWhenCancelledBeforeItBegins() {
    SagaRun run =
        env.start(
            (flow, saga, state) -> {
              flow.reached("before");
              Workflow.newDetachedCancellationScope(() -> Workflow.await(flow::signalled)).run();
              return saga.run(steps -> book(steps, "a"));
            });
    env.ledger().awaitReached("before");
    run.stub().cancel();
    run.stub().signal("signal");

    assertCancelled(run);
    assertThat(env.ledger().effects()).isEmpty();
    assertThat(run.report().steps().get(0).verdict().name()).isEqualTo("NOT_EXECUTED");
  }

  @Test
  void doesNotInterruptAnUndo() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      book(undoable(steps, "b", "wait"), "ok");
                      return fail(steps);
                    }));
    env.ledger().awaitReached("held cancel b");
    run.stub().cancel();
    run.stub().cancel();
    env.ledger().release("cancel b");

    assertCancelled(run);
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel b", "cancel a");
  }

  @Test
  void keepsACancelledRunsFailedUndoReadable() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "a", "fail"), "ok");
                      return book(steps, "b", "hold");
                    }));
    env.ledger().awaitReached("held book b");
    run.stub().cancel();

    assertThat(run.failure()).isInstanceOf(CanceledFailure.class);
    assertThat(run.memo().outcome()).isEqualTo(Outcome.PARTIALLY_COMPENSATED);
    assertThat(run.memo().open()).containsExactly("a");
    assertThat(run.report().steps().get(0).undo().failure()).contains("cancel a");
  }

  @Test
  void goesForwardAfterThePivot() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      steps.pivot();
                      book(steps, "b", "wait");
                      return book(steps, "c");
                    }));
    env.ledger().awaitReached("held book b");
    run.stub().cancel();
    env.ledger().release("book b");

    assertThat(run.failure()).isInstanceOf(CanceledFailure.class);
    assertThat(env.ledger().effects()).containsExactly("book a", "book b", "book c");
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(run.memo().open()).isEmpty();
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void undoesNothingWhenItFailsAfterThePivot() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      steps.pivot();
                      return fail(steps);
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book fail");
    assertThat(env.ledger().effects("cancel")).isEmpty();
    assertThat(run.memo().outcome()).isEqualTo(Outcome.FAILED_AFTER_PIVOT);
  }

  @Test
  void doesNotPassThePivotWithAFailedBranch() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      Scripts.start(undoable(steps, "branch"), "fail");
                      steps.pivot();
                      return book(steps, "after");
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book branch");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel branch", "cancel a");
    assertThat(env.ledger().effects()).doesNotContain("book after");
  }

  @Test
  void undoesAtItsDeadline() {
    SagaRun run =
        env.start(
            Desk.options().setDeadline(Duration.ofSeconds(1)).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      Workflow.sleep(Duration.ofHours(50));
                      return null;
                    }));

    ApplicationFailure failure = run.applicationFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.SAGA_DEADLINE);
    assertThat(failure.getOriginalMessage()).contains("PT1S");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel a");
  }

  @Test
  void leavesNoTimerBehindWhenItMeetsItsDeadline() {
    SagaRun run =
        env.start(
            Desk.options().setDeadline(Duration.ofHours(1)).build(),
            (flow, saga, state) -> saga.run(steps -> book(steps, "a")));

    assertThat(run.result()).isEqualTo("ok");
    assertThat(run.events(EventType.EVENT_TYPE_TIMER_STARTED)).hasSize(1);
    assertThat(run.events(EventType.EVENT_TYPE_TIMER_CANCELED)).hasSize(1);
  }

  private static void assertCancelled(SagaRun run) {
    assertThat(run.failure()).isInstanceOf(CanceledFailure.class);
    assertThat(run.stub().describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPENSATED);
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
    assertThat(run.details()).startsWith("**Saga** compensated");
  }
}
