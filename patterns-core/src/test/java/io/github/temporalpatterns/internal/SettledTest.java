// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.internal.Awaits.Settled;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledTest extends KernelTest {

  @Test
  void keepsEveryOutcomeInTheOrderGiven() {
    KernelRun run =
        env.start(
            script -> {
              Promise<String> late =
                  Workflow.newTimer(Duration.ofMillis(100)).thenApply(fired -> "late");
              Promise<String> failed =
                  Workflow.newFailedPromise(ApplicationFailure.newFailure("no", "Refused"));
              Promise<String> fails = Works.waiting().executeAsync("work", String.class, "fail");
              Promise<String> none = Workflow.newPromise(null);
              Promise<String> works = Works.waiting().executeAsync("work", String.class, "a");
              return Settled.all(List.of(late, failed, fails, none, works)).stream()
                  .map(SettledTest::describe)
                  .toList();
            });

    assertThat(run.result())
        .isEqualTo(List.of("late", "ApplicationFailure", "ActivityFailure", "null", "done"));
    run.assertTimers(1, 1, 0);
  }

  @Test
  void settlesNothingAtOnce() {
    assertThat(env.start(script -> Settled.all(List.of()).size()).result()).isEqualTo(0);
  }

  @Test
  void waitsForTheEndsOfCallsThatTheCancelledRunMade() {
    KernelRun run =
        env.start(
            script -> {
              List<Settled<String>> ends =
                  Settled.all(
                      List.of(
                          Works.waiting().executeAsync("work", String.class, "hold"),
                          Works.waiting().executeAsync("work", String.class, "hold")));
              ends.forEach(end -> script.note(describe(end)));
              ends.forEach(end -> script.note(Failures.isCancellation(end.failure())));
              return null;
            });
    run.awaitReached("held").stub().cancel();

    assertThatThrownBy(run::result)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(run.notes()).containsExactly("ActivityFailure", "ActivityFailure", true, true);
    assertThat(run.events(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED)).hasSize(2);
  }

  @Test
  void rethrowsTheFailureItself() {
    var failure = ApplicationFailure.newFailure("no", "Refused");

    assertThatThrownBy(() -> new Settled<>(null, failure).get()).isSameAs(failure);
    assertThat(new Settled<>("kept", null).get()).isEqualTo("kept");
  }

  private static String describe(Settled<String> end) {
    try {
      return String.valueOf(end.get());
    } catch (ActivityFailure | ApplicationFailure e) {
      return e.getClass().getSimpleName();
    }
  }
}
