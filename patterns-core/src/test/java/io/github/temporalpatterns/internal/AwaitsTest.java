// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwaitsTest extends KernelTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(100);

  @Test
  void startsNoTimerWhenTheConditionHoldsAlready() {
    KernelRun run = env.start(script -> Awaits.await(HOUR, "wait", () -> true));

    assertThat(run.result()).isEqualTo(true);
    run.assertTimers(0, 0, 0);
  }

  @Test
  void startsNoTimerWithoutTime() {
    KernelRun run =
        env.start(
            script ->
                Awaits.await(Duration.ZERO, "none", () -> false)
                    || Awaits.await(Duration.ofSeconds(-1), "less", () -> false));

    assertThat(run.result()).isEqualTo(false);
    run.assertTimers(0, 0, 0);
  }

  @Test
  void cancelsTheTimerWhenTheConditionIsMet() {
    KernelRun run =
        env.start(
            script -> {
              script.reached("await");
              boolean met = Awaits.await(HOUR, "wait for go", () -> script.signalled("go"));
              Workflow.sleep(SOON);
              return met;
            });
    run.awaitReached("await").stub().signal("signal", "go");

    assertThat(run.result()).isEqualTo(true);
    run.assertTimers(2, 1, 1);
    assertThat(run.events(EventType.EVENT_TYPE_TIMER_STARTED).get(0).getUserMetadata())
        .extracting(metadata -> metadata.getSummary().getData().toStringUtf8())
        .isEqualTo("\"wait for go\"");
  }

  @Test
  void saysFalseWhenTheTimeIsOver() {
    KernelRun run =
        env.start(script -> Awaits.await(SOON, "wait", () -> script.signalled("never")));

    assertThat(run.result()).isEqualTo(false);
    run.assertTimers(1, 1, 0);
  }

  @Test
  void saysTrueWhenConditionAndTimeoutComeInOneTask() {
    KernelRun run =
        env.start(
            script -> {
              // The workflow's clock only moves when a task begins: here, when the timer fires.
              long end = Workflow.currentTimeMillis() + SOON.toMillis();
              return Awaits.await(SOON, "wait", () -> Workflow.currentTimeMillis() >= end);
            });

    assertThat(run.result()).isEqualTo(true);
    run.assertTimers(1, 1, 0);
  }

  @Test
  void leavesNoTimerWhenTheRunIsCancelled() {
    KernelRun run =
        env.start(
            script -> {
              script.reached("await");
              return Awaits.await(HOUR, "wait", () -> script.signalled("never"));
            });
    run.awaitReached("await").stub().cancel();

    assertThatThrownBy(run::result)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    run.assertTimers(1, 0, 1);
  }

  @Test
  void startsNoTimerInACancelledScope() {
    KernelRun run =
        env.start(
            script -> {
              CancellationScope scope =
                  Workflow.newCancellationScope(
                      self -> {
                        self.cancel();
                        script.note(Awaits.await(HOUR, "holds", () -> true));
                        Awaits.await(HOUR, "wait", () -> false);
                      });
              try {
                scope.run();
                return "nothing thrown";
              } catch (CanceledFailure e) {
                return "cancelled";
              }
            });

    assertThat(run.result()).isEqualTo("cancelled");
    assertThat(run.notes()).containsExactly(true);
    run.assertTimers(0, 0, 0);
  }

  @Test
  void leavesNoTimerWhenTheConditionThrows() {
    KernelRun run =
        env.start(
            script -> {
              script.reached("await");
              return Awaits.await(
                  HOUR,
                  "wait",
                  () -> {
                    if (script.signalled("go")) {
                      throw ApplicationFailure.newFailure("no", "Refused");
                    }
                    return false;
                  });
            });
    run.awaitReached("await").stub().signal("signal", "go");

    assertThatThrownBy(run::result).hasStackTraceContaining("Refused");
    run.assertTimers(1, 0, 1);
  }
}
