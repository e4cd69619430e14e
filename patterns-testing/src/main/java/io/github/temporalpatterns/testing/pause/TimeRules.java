// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules 15 to 17: time stands still. */
abstract class TimeRules extends PauseRules {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void rule15_takes_the_delay_down_for_a_pause_and_waits_for_the_rest_required() {
    Scenario<ScriptedRunner> run = delayed(Plan.of("a", "b").delay(HOUR));
    operator(run).pauseRequest(request("1"));
    run.await("no timer", () -> count(run, EVENT_TYPE_TIMER_CANCELED) == 1);
    assertThat(status(run).phase()).isEqualTo(Phase.PAUSED);
    operator(run).pauseResume(request("2"));
    run.await("a timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 2);
    assertThat(timeouts(run).get(0)).isLessThanOrEqualTo(HOUR.toMillis());
    assertThat(timeouts(run).get(1)).isPositive().isLessThan(timeouts(run).get(0));
    operator(run).pauseStop(request("3"));
    assertThat(result(run)).containsExactly("a");
  }

  @Test
  void rule16_starts_no_timer_while_it_is_paused_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b").delay(HOUR));
    assertThat(count(run, EVENT_TYPE_TIMER_STARTED)).isZero();
    operator(run).pauseResume(request("resume"));
    run.await("a timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 1);
    operator(run).pauseStop(request("stop"));
    assertThat(result(run)).containsExactly("gate a");
  }

  @Test
  void rule17_ends_a_delay_by_a_stop_and_leaves_no_timer_required() {
    Scenario<ScriptedRunner> run = delayed(Plan.of("a", "b").delay(HOUR));
    operator(run).pauseStop(request("1"));
    assertThat(result(run)).containsExactly("a");
    // The cleanup's budget may be a timer, too.
    assertNoTimerIsOpen(run);
  }

  private Scenario<ScriptedRunner> delayed(Plan plan) {
    Scenario<ScriptedRunner> run = lab().start(plan);
    run.await("a timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 1);
    return run;
  }
}
