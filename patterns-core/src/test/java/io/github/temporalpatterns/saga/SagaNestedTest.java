// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Scripts.start;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SagaNestedTest extends SagaTest {
  private static final RetryOptions TWICE =
      RetryOptions.newBuilder()
          .setMaximumAttempts(2)
          .setInitialInterval(Duration.ofMillis(10))
          .build();

  @Test
  void undoesOnlyTheNestedStepsWhenTheBlockFails() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      try {
                        steps.nested("n", inner -> book(inner, "b") + fail(inner));
                      } catch (TemporalFailure e) {
                        return book(steps, "c");
                      }
                      return null;
                    }));

    assertThat(run.result()).isEqualTo("ok");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel n/b");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void leavesACompletedBlockToTheOuterSaga() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      steps.nested("n", inner -> book(inner, "b"));
                      return fail(steps);
                    }));

    run.failure();
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel n/b", "cancel a");
  }

  @Test
  void undoesToTheSavepointAndTriesAgainWithNewKeys() {
    SagaRun run =
        env.start(
            (flow, saga, state) -> {
              AtomicInteger attempt = new AtomicInteger();
              return saga.run(
                  steps ->
                      steps.nested(
                          "n",
                          TWICE,
                          inner -> {
                            confirmed(inner, "hold");
                            return flakyOnce(inner, attempt.incrementAndGet());
                          }));
            });

    assertThat(run.result()).isEqualTo("ok");
    assertThat(env.ledger().effects("book"))
        .containsExactly("book n/hold", "book n#2/hold", "book n#2/last");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel n/hold");
    assertThat(env.ledger().effects("settle")).containsExactly("settle n#2/hold");
  }

  @Test
  void forgetsTheBranchesOfAnAttemptThatWasUndone() {
    SagaRun run =
        env.start(
            (flow, saga, state) -> {
              AtomicInteger attempt = new AtomicInteger();
              return saga.run(
                  steps ->
                      steps.nested(
                          "n",
                          TWICE,
                          inner -> {
                            int number = attempt.incrementAndGet();
                            start(undoable(inner, "branch"), number == 1 ? "fail" : "ok");
                            Workflow.sleep(Duration.ofMillis(100));
                            return flakyOnce(inner, number);
                          }));
            });

    assertThat(run.result()).isEqualTo("ok");
  }

  @Test
  void undoesTwoBlocksThatFailSideBySide() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "base");
                      Promise<String> left = Async.function(() -> block(steps, "left"));
                      Promise<String> right = Async.function(() -> block(steps, "right"));
                      Promise.allOf(left, right).get();
                      return "unreachable";
                    }));
    env.ledger().awaitReached("held cancel left/a");
    env.ledger().awaitReached("held cancel right/a");
    env.ledger().release("cancel left/a");
    env.ledger().release("cancel right/a");

    run.failure();
    assertThat(env.ledger().effects("cancel"))
        .hasSize(3)
        .contains("cancel left/a", "cancel right/a")
        .endsWith("cancel base");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void waitsForANestedUndoWhenTheBodyFailsMeanwhile() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "base");
                      Async.function(() -> block(steps, "side"));
                      Workflow.await(flow::signalled);
                      return fail(steps);
                    }));
    env.ledger().awaitReached("held cancel side/a");
    run.stub().signal("signal");
    env.ledger().awaitReached("book fail");
    env.ledger().release("cancel side/a");

    run.failure();
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel side/a", "cancel base");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void letsOtherStepsGoOnWhileABlockIsUndone() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      Promise<String> side = Async.function(() -> block(steps, "side"));
                      Workflow.await(flow::signalled);
                      String main = book(steps, "main");
                      flow.reached("main ran");
                      return main + side.handle((ok, failure) -> failure == null ? "?" : "!").get();
                    }));
    env.ledger().awaitReached("held cancel side/a");
    run.stub().signal("signal");
    env.ledger().awaitReached("main ran");
    env.ledger().release("cancel side/a");

    assertThat(run.result()).isEqualTo("ok!");
  }

  @Test
  void refusesStepsOfABlockThatHasFailed() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      SagaCompensator.Steps[] leaked = new SagaCompensator.Steps[1];
                      try {
                        steps.nested(
                            "n",
                            inner -> {
                              leaked[0] = inner;
                              return fail(inner);
                            });
                      } catch (TemporalFailure e) {
                        return book(leaked[0], "late");
                      }
                      return null;
                    }));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_CLOSED);
    assertThat(env.ledger().effects()).containsExactly("book n/fail");
  }

  @Test
  void takesDecisionsForEachOfTwoParkedBlocks() {
    SagaRun run =
        env.start(
            Desk.options().setUndoFailure(UndoFailure.PARK).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      Promise<String> left = Async.function(() -> stubborn(steps, "left"));
                      Promise<String> right = Async.function(() -> stubborn(steps, "right"));
                      left.getFailure();
                      right.getFailure();
                      return "handled";
                    }));
    run.awaitReport(
        report ->
            report.steps().stream()
                    .filter(step -> step.undo().state() == RecoveryState.PARKED)
                    .count()
                == 2);
    assertThat(run.report().outcome()).isEqualTo(Outcome.PARKED);
    run.operator().sagaSkip(Decision.of("r1", "Ada", "paid", "left/a"));
    run.operator().sagaMarkDone(Decision.of("r2", "Ada", "by phone", "right/a"));

    assertThat(run.result()).isEqualTo("handled");
    assertThat(run.report().audit()).hasSize(2);
    assertThat(run.memo().outcome()).as("no longer parked").isEqualTo(Outcome.COMPLETED);
    assertThat(run.memo().open()).containsExactly("left/a");
  }

  @Test
  void tellsABodyThatCatchesItWhatABlockCouldNotUndo() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "before");
                      try {
                        return stubborn(steps, "n");
                      } catch (ApplicationFailure undone) {
                        return undone.getType() + " because of " + undone.getMessage();
                      }
                    }));

    assertThat(run.result().toString()).startsWith(FailureTypes.SAGA_UNDO_FAILED).contains("Boom");
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(run.memo().open()).containsExactly("n/a");
  }

  @Test
  void keepsTheBodysFailureAsCauseWhenBlockAndSagaCouldNotUndo() {
    SagaRun run = env.start((flow, saga, state) -> saga.run(steps -> stubborn(steps, "n")));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_UNDO_FAILED);
    assertThat(run.applicationFailure().getCause()).isInstanceOf(ActivityFailure.class);
  }

  @Test
  void refusesNewArgumentsOfTheWrongNumber() {
    SagaRun run =
        env.start(
            Desk.options().setUndoFailure(UndoFailure.PARK).build(),
            (flow, saga, state) -> saga.run(steps -> stubborn(steps, "n")));
    run.awaitReport(report -> report.outcome() == Outcome.PARKED);

    assertThatThrownBy(
            () -> run.operator().sagaRetryWith(Decision.of("r1", "Ada", "typo", "n/a").with("one")))
        .hasStackTraceContaining("arguments: must be all 2 of the call, was 1");

    run.operator().sagaAbandon(Decision.of("r2", "Ada", "enough"));
    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_UNDO_FAILED);
  }

  private static String stubborn(SagaCompensator.Steps steps, String name) {
    return steps.nested(name, inner -> book(undoable(inner, "a", "fail"), "ok") + fail(inner));
  }

  private static String block(SagaCompensator.Steps steps, String name) {
    return steps.nested(name, inner -> book(undoable(inner, "a", "wait"), "ok") + fail(inner));
  }

  private static void confirmed(SagaCompensator.Steps steps, String name) {
    book(
        undoable(steps, name).confirm(Bookings.class, (b, key) -> b.settle(key.toString(), "ok")),
        "ok");
  }

  /** Fails by a failure that may be retried. */
  private static String flakyOnce(SagaCompensator.Steps steps, int attempt) {
    if (attempt == 1) {
      throw ApplicationFailure.newFailure("first", "Flaky");
    }
    return book(steps, "last");
  }
}
