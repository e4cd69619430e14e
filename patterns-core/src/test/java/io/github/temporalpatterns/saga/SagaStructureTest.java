// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Scripts.start;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaOptions.UndoOrder;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Branches, groups, dependencies, children, and undo asked for in the middle. */
class SagaStructureTest extends SagaTest {

  @Test
  void undoesInReverseAndRethrowsTheOriginalFailure() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      book(steps, "b");
                      return book(steps, "c", "fail");
                    }));

    assertThat(run.failure()).isInstanceOf(ActivityFailure.class).hasStackTraceContaining("book c");
    assertThat(env.ledger().effects())
        .containsExactly("book a", "book b", "book c", "cancel c", "cancel b", "cancel a");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
    assertThat(run.memo().undone()).containsExactly("a", "b", "c");
  }

  @Test
  void settlesBranchesBeforeItUndoes() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      start(undoable(steps, "branch"), "hold");
                      Workflow.await(flow::signalled);
                      return fail(steps);
                    }));
    env.ledger().awaitReached("held book branch");
    run.stub().signal("signal");

    run.failure();
    assertThat(env.ledger().effects())
        .containsExactly("book branch", "book fail", "left book branch", "cancel branch");
  }

  @Test
  void failsWhenABranchFailedThatNobodyAwaited() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      start(undoable(steps, "branch"), "fail");
                      return book(steps, "last");
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book branch");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel last", "cancel branch");
  }

  @Test
  void failsWhenABranchFailsAfterTheBody() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      start(undoable(steps, "branch"), "fail").thenApply(String::length);
                      return "done";
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book branch");
  }

  @Test
  void completesWhenTheBodyHandledABranchsFailure() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      Promise<String> other = start(undoable(steps, "branch"), "fail");
                      return other.exceptionally(failure -> "fallback").get();
                    }));

    assertThat(run.result()).isEqualTo("fallback");
    assertThat(env.ledger().effects()).containsExactly("book branch");
  }

  @Test
  void waitsForStepsThatABranchStartsAfterTheBody() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      Async.procedure(
                          () -> {
                            book(steps, "first");
                            book(steps, "second", "wait");
                          });
                      book(steps, "main");
                      return "done";
                    }));
    env.ledger().awaitReached("held book second");
    env.ledger().release("book second");

    assertThat(run.result()).isEqualTo("done");
    assertThat(env.ledger().effects("book"))
        .containsExactlyInAnyOrder("book first", "book second", "book main");
    assertThat(run.report().steps())
        .allSatisfy(
            step -> assertThat(step.verdict().name()).as(step.name()).isEqualTo("EXECUTED"));
  }

  @Test
  void undoesNeighboursOfAGroupTogetherWithinTheConcurrency() {
    SagaRun run =
        env.start(
            Desk.options().setUndoConcurrency(2).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      for (String name : List.of("a", "b", "c")) {
                        book(undoable(steps, name, "wait").group("g"), "ok");
                      }
                      return fail(steps);
                    }));
    env.ledger().awaitReached("held cancel c");
    env.ledger().awaitReached("held cancel b");
    env.ledger().release("cancel c");
    env.ledger().awaitReached("held cancel a");
    env.ledger().release("cancel b");
    env.ledger().release("cancel a");

    run.failure();
    assertThat(env.ledger().mostAtOnce()).isEqualTo(2);
    assertThat(env.ledger().effects("cancel")).hasSize(3).endsWith("cancel a");
  }

  @Test
  void undoesAlongDeclaredDependencies() {
    SagaRun run =
        env.start(
            Desk.options().setUndoOrder(UndoOrder.DEPENDENCIES).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "base"), "ok");
                      book(undoable(steps, "alone", "wait"), "ok");
                      book(undoable(steps, "top", "wait").after("base"), "ok");
                      return fail(steps);
                    }));
    env.ledger().awaitReached("held cancel top");
    env.ledger().awaitReached("held cancel alone");
    env.ledger().release("cancel top");
    env.ledger().awaitReached("cancel base");
    env.ledger().release("cancel alone");

    run.failure();
    assertThat(env.ledger().effects("cancel")).hasSize(3).endsWith("cancel base");
  }

  @Test
  void runsChildWorkflowsAsStepAndAsUndo() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      String got =
                          steps
                              .step("child")
                              .undo(Errand.class, (e, key) -> e.run("cancel", key.toString(), "ok"))
                              .call(Errand.class, (e, key) -> e.run("book", key.toString(), "ok"));
                      return got + fail(steps);
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book fail");
    assertThat(env.ledger().effects()).containsExactly("book child", "book fail", "cancel child");
  }

  @Test
  void makesTheUndoFromTheResultIfKnown() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      undoable(steps, "known", "by key")
                          .call(
                              Bookings.class,
                              (b, key) -> b.bookFor(key.toString(), new Bookings.Guest("Ada", 36)),
                              (b, name) -> b.cancelFor("x/known", new Bookings.Guest(name, 1)));
                      return undoable(steps, "unknown")
                          .call(
                              Bookings.class,
                              (b, key) -> b.book(key.toString(), "fail"),
                              (b, name) -> b.cancelFor("x/never", new Bookings.Guest(name, 1)));
                    }));

    run.failure();
    assertThat(env.ledger().effects())
        .containsExactly(
            "book known",
            "book unknown",
            "cancel unknown",
            "cancel known",
            "cancelled for Guest[name=Ada, age=1]");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void listsAStepWhoseUndoCouldNotBeMade() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps ->
                        steps
                            .step("late")
                            .call(
                                Bookings.class,
                                (b, key) -> b.book(key.toString(), "fail"),
                                (b, result) -> b.cancel("x/late", result))));

    ApplicationFailure failure = run.applicationFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.SAGA_UNDO_FAILED);
    assertThat(failure).hasStackTraceContaining("book late");
    assertThat(run.memo().open()).containsExactly("late");
  }

  @Test
  void compensatesOnRequestOnceAndRefusesLaterSteps() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      saga.compensate();
                      saga.compensate();
                      return book(steps, "b");
                    }));

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_CLOSED);
    assertThat(env.ledger().effects()).containsExactly("book a", "cancel a");
  }

  @Test
  void endsAnUndoThatAnotherCoroutineBeganBeforeItReturns() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "a", "wait"), "ok");
                      Async.procedure(saga::compensate);
                      awaitUndo(saga);
                      return saga.report().outcome();
                    }));
    env.ledger().awaitReached("held cancel a");
    env.ledger().release("cancel a");

    assertThat(run.result()).isEqualTo("COMPENSATING");
    assertThat(env.ledger().hasReached("done cancel a")).isTrue();
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void waitsForAnUndoUnderWayWhenTheBodyFails() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "a", "wait"), "ok");
                      Async.procedure(saga::compensate);
                      awaitUndo(saga);
                      return book(steps, "refused");
                    }));
    env.ledger().awaitReached("held cancel a");
    env.ledger().release("cancel a");

    assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.SAGA_CLOSED);
    assertThat(env.ledger().hasReached("done cancel a")).isTrue();
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  private static void awaitUndo(SagaCompensator saga) {
    Workflow.await(() -> saga.report().outcome() == Outcome.COMPENSATING);
  }
}
