// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Scripts.start;
import static io.github.temporalpatterns.saga.Scripts.undoable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Promise;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a real server would terminate the run for, refused before it is scheduled. */
class SagaPayloadTest extends SagaTest {

  @Test
  void refusesAStepThatIsTooLargeAndUndoes() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      return book(steps, "large", "x".repeat(3 << 20));
                    }));

    assertTooLarge(run, "saga step 'large'");
    assertThat(env.ledger().effects()).containsExactly("book a", "cancel a");
    assertThat(run.report().steps()).hasSize(1);
  }

  @Test
  void refusesAnUndoThatIsTooLargeBeforeItsStepRuns() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      return book(undoable(steps, "large", "x".repeat(3 << 20)), "ok");
                    }));

    assertTooLarge(run, "undo of saga step 'large'");
    assertThat(env.ledger().effects()).containsExactly("book a", "cancel a");
  }

  @Test
  void refusesStepsThatTogetherExceedOneWorkflowTask() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      for (int branch = 0; branch < 3; branch++) {
                        start(undoable(steps, "branch" + branch), "x".repeat(1_800_000));
                      }
                      return null;
                    }));

    assertTooLarge(run, "in one workflow task");
    assertThat(env.ledger().effects()).containsExactly("book a", "cancel a");
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void spreadsLargeUndosOverWorkflowTasks() {
    SagaRun run =
        env.start(
            Desk.options().setUndoOrder(SagaOptions.UndoOrder.PARALLEL).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      for (int step = 0; step < 4; step++) {
                        book(undoable(steps, "s" + step, "x".repeat(1_500_000)), "ok");
                      }
                      return fail(steps);
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book fail");
    assertThat(env.ledger().effects("cancel")).hasSize(4);
  }

  @Test
  void doesNotCarryALogThatIsTooLarge() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(undoable(steps, "a", "x".repeat(1_100_000)), "ok");
                      book(undoable(steps, "b", "x".repeat(1_100_000)), "ok");
                      return saga.state();
                    }));

    assertTooLarge(run, "the undo log of 2 steps");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel b", "cancel a");
  }

  @Test
  void undoesTwoHundredStepsOfTenKilobytes() {
    SagaRun run =
        env.start(
            Desk.options().setUndoOrder(SagaOptions.UndoOrder.PARALLEL).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      String ten = "x".repeat(10_000);
                      Promise.allOf(
                              IntStream.range(0, 200)
                                  .mapToObj(step -> start(undoable(steps, "s" + step, ten), ten))
                                  .toList())
                          .get();
                      return fail(steps);
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book fail");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  void undoesByCallsWhoseResultsHaveEncodingsOfTheirOwn() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(
                          steps
                              .step("bytes")
                              .undo(
                                  Bookings.class,
                                  (b, key) ->
                                      b.cancelFor(key.toString(), new Bookings.Guest("Ada", 36))),
                          "ok");
                      book(
                          steps
                              .step("proto")
                              .undo(
                                  Bookings.class,
                                  (b, key) ->
                                      b.cancelProto(
                                          key.toString(),
                                          "raw".getBytes(StandardCharsets.UTF_8),
                                          WorkflowExecution.newBuilder()
                                              .setWorkflowId("wid")
                                              .build())),
                          "ok");
                      return fail(steps);
                    }));

    assertThat(run.failure()).hasStackTraceContaining("book fail");
    assertThat(env.ledger().effects())
        .containsSubsequence(
            "cancel proto", "raw wid", "cancel bytes", "cancelled for Guest[name=Ada, age=36]");
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  private static void assertTooLarge(SagaRun run, String what) {
    ApplicationFailure failure = run.applicationFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.PAYLOAD_TOO_LARGE);
    assertThat(failure.getOriginalMessage()).contains(what);
  }
}
