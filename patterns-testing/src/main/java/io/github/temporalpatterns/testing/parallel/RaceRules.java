// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.parallel.ScriptedRace.Plan;
import io.github.temporalpatterns.testing.parallel.ScriptedRace.Start;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules 14 to 22: a race. */
abstract class RaceRules extends ParallelRules {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(300);

  @Test
  void rule14_returns_the_first_success_and_cancels_the_losers_required() {
    Scenario<ScriptedRace> run = lab().start(together("gate a", "b", "gate c"));
    assertThat(run.result(String.class)).isEqualTo("b");
    assertThat(lab().env().attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(2);
  }

  @Test
  void rule15_does_not_let_a_failure_win_required() {
    Scenario<ScriptedRace> run = lab().start(together("fail a", "gate b", "fail c"));
    lab().awaitFailureHeard(run);
    lab().open("gate b");
    assertThat(run.result(String.class)).isEqualTo("gate b");
  }

  @Test
  void rule16_fails_with_every_failure_when_nobody_wins_required() {
    Scenario<ScriptedRace> run = lab().start(together("fail a", "fail b"));
    assertThatThrownBy(() -> run.result(String.class))
        .hasStackTraceContaining("fail a is refused")
        .hasStackTraceContaining("fail b is refused");
    assertThat(run.status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED);
  }

  @Test
  void rule17_starts_no_hedge_while_the_first_is_quick_and_leaves_no_timer_required() {
    Scenario<ScriptedRace> run = lab().start(plan(Start.HEDGED, HOUR, null, "a", "b"));
    assertThat(run.result(String.class)).isEqualTo("a");
    assertThat(lab().started()).containsExactly("a");
    assertNoTimerIsOpen(run);
  }

  @Test
  void rule18_starts_the_hedge_when_the_first_is_slow_required() {
    Scenario<ScriptedRace> run = lab().start(plan(Start.HEDGED, MOMENT, null, "gate a", "b"));
    assertThat(run.result(String.class)).isEqualTo("b");
    assertThat(count(run, EVENT_TYPE_TIMER_FIRED)).isEqualTo(1);
  }

  @Test
  void rule19_starts_the_hedge_at_once_when_the_first_has_failed_required() {
    Scenario<ScriptedRace> run = lab().start(plan(Start.HEDGED, HOUR, null, "fail a", "b"));
    assertThat(run.result(String.class)).isEqualTo("b");
    assertNoTimerIsOpen(run);
  }

  @Test
  void rule20_falls_back_in_order_and_only_upon_failure_required() {
    Scenario<ScriptedRace> run =
        lab().start(plan(Start.FALLBACK, null, null, "fail a", "gate b", "c"));
    lab().awaitStarted(2);
    lab().open("gate b");
    assertThat(run.result(String.class)).isEqualTo("gate b");
    assertThat(lab().started()).containsExactly("fail a", "gate b");
  }

  @Test
  void rule21_ends_at_the_deadline_and_cancels_the_contenders_required() {
    Scenario<ScriptedRace> run =
        lab().start(plan(Start.TOGETHER, null, MOMENT, "gate a", "gate b"));
    assertThatThrownBy(() -> run.result(String.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(run.status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(lab().env().attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(2);
  }

  @Test
  void rule22_cancels_the_contenders_when_the_run_is_cancelled_required() {
    Scenario<ScriptedRace> run = lab().start(plan(Start.TOGETHER, null, HOUR, "gate a", "gate b"));
    lab().awaitStarted(2);
    run.cancel();
    assertThatThrownBy(() -> run.result(String.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(run.status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(lab().env().attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(2);
    assertNoTimerIsOpen(run);
  }

  private static Plan together(String... contenders) {
    return plan(Start.TOGETHER, null, null, contenders);
  }

  /** A race that waits for its losers, so that their ends can be asserted. */
  private static Plan plan(
      Start start, @Nullable Duration delay, @Nullable Duration deadline, String... contenders) {
    return new Plan(List.of(contenders), start, delay, deadline, true);
  }

  private static void assertNoTimerIsOpen(Scenario<?> run) {
    assertThat(count(run, EVENT_TYPE_TIMER_CANCELED) + count(run, EVENT_TYPE_TIMER_FIRED))
        .isEqualTo(count(run, EVENT_TYPE_TIMER_STARTED));
  }

  private static long count(Scenario<?> run, EventType type) {
    return run.history().getEvents().stream().filter(e -> e.getEventType() == type).count();
  }
}
