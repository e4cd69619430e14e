// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DetachedTest extends KernelTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(100);

  @Test
  void runsTheBodyWithinTheBudgetAndLeavesNoTimer() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    HOUR, "undo", () -> Works.waiting().execute("work", String.class, "a")));

    assertThat(run.result()).isEqualTo(true);
    assertThat(run.executions()).isEqualTo(1);
    run.assertTimers(1, 0, 1);
  }

  @Test
  void recordsNothingOfItsOwnWhenTheBodyDoesNotWait() {
    KernelRun run = env.start(script -> Detached.run(HOUR, "undo", () -> script.note("ran")));

    assertThat(run.result()).isEqualTo(true);
    assertThat(run.notes()).containsExactly("ran");
    run.assertTimers(0, 0, 0);
  }

  @Test
  void doesNotBeginWithoutBudget() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(Duration.ZERO, "none", () -> script.note("ran"))
                    || Detached.run(Duration.ofSeconds(-1), "less", () -> script.note("ran")));

    assertThat(run.result()).isEqualTo(false);
    assertThat(run.notes()).isEmpty();
    run.assertTimers(0, 0, 0);
  }

  @Test
  void cancelsTheBodyWhenTheBudgetIsSpent() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    SOON,
                    "undo",
                    () -> {
                      try {
                        Workflow.sleep(HOUR);
                      } catch (CanceledFailure e) {
                        script.note("body cancelled");
                        throw e;
                      }
                    }));

    assertThat(run.result()).isEqualTo(false);
    assertThat(run.notes()).containsExactly("body cancelled");
    run.assertTimers(2, 1, 1);
  }

  @Test
  void cancelsTheActivityThatTheBodyWaitsFor() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    SOON, "undo", () -> Works.waiting().execute("work", String.class, "hold")));

    assertThat(run.result()).isEqualTo(false);
    assertThat(run.events(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED)).hasSize(1);
    run.assertTimers(1, 1, 0);
  }

  @Test
  void saysFalseWhenTheBodySwallowsItsCancellation() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    SOON,
                    "undo",
                    () -> {
                      try {
                        Workflow.sleep(HOUR);
                      } catch (CanceledFailure e) {
                        script.note("swallowed");
                      }
                    }));

    assertThat(run.result()).isEqualTo(false);
    assertThat(run.notes()).containsExactly("swallowed");
  }

  @Test
  void letsTheFailureOfTheBodyThrough() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    HOUR, "undo", () -> Works.waiting().execute("work", String.class, "fail")));

    assertThatThrownBy(run::result).hasStackTraceContaining("Boom");
    run.assertTimers(1, 0, 1);
  }

  @Test
  void letsAFailureThroughThatTheBodyThrowsAfterTheBudget() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    SOON,
                    "undo",
                    () -> {
                      try {
                        Workflow.sleep(HOUR);
                      } catch (CanceledFailure e) {
                        throw ApplicationFailure.newFailure("half done", "HalfDone");
                      }
                    }));

    assertThatThrownBy(run::result).hasStackTraceContaining("HalfDone");
  }

  @Test
  void letsACancellationThroughThatIsNotTheBudgets() {
    KernelRun run =
        env.start(
            script ->
                Detached.run(
                    HOUR,
                    "undo",
                    () ->
                        Workflow.newCancellationScope(
                                scope -> {
                                  scope.cancel();
                                  Workflow.sleep(HOUR);
                                })
                            .run()));

    assertThatThrownBy(run::result).hasCauseInstanceOf(CanceledFailure.class);
    run.assertTimers(0, 0, 0);
  }

  @Test
  void worksInARunThatWasCancelledBefore() {
    KernelRun run =
        env.start(
            script -> {
              try {
                script.reached("step");
                Workflow.sleep(HOUR);
              } catch (TemporalFailure e) {
                script.note(Detached.run(HOUR, "undo", () -> recover(script)));
                throw e;
              }
              return null;
            });
    run.awaitReached("step").stub().cancel();

    assertThatThrownBy(run::result).hasCauseInstanceOf(CanceledFailure.class);
    assertThat(run.notes()).containsExactly("done", true);
  }

  @Test
  void isNotReachedByACancellationWhileItRuns() {
    KernelRun run =
        env.start(
            script -> {
              script.note(
                  Detached.run(
                      HOUR,
                      "undo",
                      () -> {
                        script.reached("undoing");
                        Workflow.sleep(SOON);
                        recover(script);
                      }));
              return null;
            });
    run.awaitReached("undoing").stub().cancel();

    assertThatThrownBy(run::result)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(run.notes()).containsExactly("done", true);
    run.assertTimers(2, 1, 1);
  }

  private static void recover(Script script) {
    script.note(Works.waiting().execute("work", String.class, "a"));
  }
}
