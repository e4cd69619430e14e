// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules 18 to 24: stop, cancellation, failure. */
abstract class EndRules extends PauseRules {

  @Test
  void rule18_stops_after_the_step_cleans_up_and_returns_what_was_done_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    assertThat(operator(run).pauseStop(request("1")).effect()).isEqualTo("STOPPING");
    lab().open("gate a");
    assertThat(result(run)).containsExactly("gate a");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(lab().cleanups()).containsExactly("STOPPED");
  }

  @Test
  void rule19_stops_a_paused_run_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    operator(run).pauseStop(request("stop"));
    assertThat(result(run)).containsExactly("gate a");
    assertThat(lab().cleanups()).containsExactly("STOPPED");
  }

  @Test
  void rule20_ends_a_paused_run_by_a_cancellation_and_cleans_up_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    run.cancel();
    assertThat(run.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(lab().cleanups()).containsExactly("CANCELED");
  }

  @Test
  void rule21_cancels_the_step_under_way_and_cleans_up_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    run.cancel();
    assertThat(run.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(lab().env().attempts().of("step").that(Attempt.Outcome.CANCELED).count())
        .isEqualTo(1);
    assertThat(lab().cleanups()).containsExactly("CANCELED");
  }

  @Test
  void rule22_publishes_how_it_ended_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    run.cancel();
    run.end();
    assertThat(status(run).phase()).isEqualTo(Phase.ENDED);
    assertThat(Objects.requireNonNull(status(run).outcome())).hasToString("CANCELED");
    Object memo = run.untyped().describe().getMemo("patterns.pause", Map.class);
    assertThat(memo).asString().contains("outcome=CANCELED");
  }

  @Test
  void rule23_lets_a_stop_beat_a_pause_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    operator(run).pauseStop(request("1"));
    assertThatThrownBy(() -> operator(run).pauseRequest(request("2")))
        .isInstanceOf(WorkflowUpdateException.class);
    operator(run).signalPause(request("3").lasting(Duration.ofHours(1)));
    lab().open("gate a");
    assertThat(result(run)).containsExactly("gate a");
  }

  @Test
  void rule24_fails_by_what_a_step_failed_by_and_cleans_up_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("a", "fail b", "c"));
    assertThatThrownBy(() -> result(run)).hasStackTraceContaining("fail b is refused");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(lab().cleanups()).containsExactly("FAILED");
  }
}
