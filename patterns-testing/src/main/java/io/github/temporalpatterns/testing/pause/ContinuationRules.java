// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules 25 to 28: continue-as-new. */
abstract class ContinuationRules extends PauseRules {

  @Test
  void rule25_continues_as_new_and_performs_each_step_once_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("a", "b", "c", "d").stepsPerRun(2));
    assertThat(result(run)).containsExactly("a", "b", "c", "d");
    assertThat(lab().steps()).containsExactly("a", "b", "c", "d");
    assertThat(run.histories()).hasSizeBetween(2, 3);
  }

  @Test
  void rule26_carries_a_pause_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    var before = Objects.requireNonNull(status(run).hold());
    operator(run).pauseRollOver(request("over"));
    run.await("a new run", () -> run.histories().size() == 2);
    awaitPhase(run, Phase.PAUSED);
    assertThat(status(run).hold()).isEqualTo(before);
    assertThat(status(run).run()).isEqualTo(1);
    operator(run).pauseResume(request("resume"));
    assertThat(result(run)).containsExactly("gate a", "b");
    assertThat(lab().steps()).containsExactly("gate a", "b");
  }

  @Test
  void rule27_remembers_requests_of_earlier_runs_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "gate b", "c"));
    AuditEntry first = operator(run).pauseRequest(request("again"));
    operator(run).pauseRollOver(request("over"));
    run.await("a new run", () -> run.histories().size() == 2);
    operator(run).pauseResume(request("resume"));
    lab().awaitStarted("gate b");
    assertThat(operator(run).pauseRequest(request("again"))).isEqualTo(first);
    assertThat(status(run).phase()).isEqualTo(Phase.RUNNING);
    assertThat(status(run).audit()).hasSize(4);
    lab().open("gate b");
    assertThat(result(run)).containsExactly("gate a", "gate b", "c");
  }

  @Test
  void rule28_carries_what_is_left_of_a_delay_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("a", "b").delay(Duration.ofHours(1)));
    run.await("a timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 1);
    operator(run).pauseRollOver(request("over"));
    run.await("the next timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 2);
    assertThat(run.histories()).hasSize(2);
    assertThat(timeouts(run).get(1)).isPositive().isLessThan(timeouts(run).get(0));
    operator(run).pauseStop(request("stop"));
    assertThat(result(run)).containsExactly("a");
    assertNoTimerIsOpen(run);
  }
}
