// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rules 1 to 14: pause and resume. */
abstract class ControlRules extends PauseRules {

  @Test
  void rule01_performs_every_step_in_order_required() {
    assertThat(result(lab().start(Plan.of("a", "b", "c")))).containsExactly("a", "b", "c");
    assertThat(lab().cleanups()).isEmpty();
  }

  @Test
  void rule02_starts_no_step_after_a_pause_and_lets_the_one_under_way_end_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b", "c"));
    assertThat(count(run, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).isEqualTo(1);
    assertThat(lab().steps()).containsExactly("gate a");
  }

  @Test
  void rule03_tells_pausing_from_paused_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    assertThat(status(run).phase()).isEqualTo(Phase.RUNNING);
    assertThat(operator(run).pauseRequest(request("1")).effect()).isEqualTo("PAUSING");
    assertThat(status(run).inFlight()).isEqualTo(1);
    lab().open("gate a");
    awaitPhase(run, Phase.PAUSED);
    assertThat(status(run).inFlight()).isZero();
  }

  @Test
  void rule04_goes_on_where_it_was_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b", "c"));
    operator(run).pauseResume(request("resume"));
    assertThat(result(run)).containsExactly("gate a", "b", "c");
    assertThat(lab().steps()).containsExactly("gate a", "b", "c");
  }

  @Test
  void rule05_can_be_paused_before_its_first_task_required() {
    lab().env().start();
    lab().env().killWorker();
    Scenario<ScriptedRunner> run = lab().start(Plan.of("a", "b"));
    operator(run).signalPause(request("1"));
    lab().env().startWorker();
    awaitPhase(run, Phase.PAUSED);
    assertThat(count(run, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).isZero();
    operator(run).pauseResume(request("2"));
    assertThat(result(run)).containsExactly("a", "b");
  }

  @Test
  void rule06_is_paused_once_however_often_it_is_told_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    assertThat(operator(run).pauseRequest(request("2")).effect()).isEqualTo("no change: PAUSED");
    assertThat(operator(run).pauseResume(request("3")).effect()).isEqualTo("RUNNING");
    assertThat(result(run)).containsExactly("gate a", "b");
  }

  @Test
  void rule07_owes_no_resumption_to_a_later_pause_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    assertThat(operator(run).pauseResume(request("1")).effect()).isEqualTo("no change: RUNNING");
    operator(run).pauseRequest(request("2"));
    lab().open("gate a");
    awaitPhase(run, Phase.PAUSED);
  }

  @Test
  void rule08_answers_a_request_that_is_repeated_as_the_first_time_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "gate b", "c"));
    lab().awaitStarted("gate a");
    AuditEntry first = operator(run).pauseRequest(request("pause"));
    operator(run).pauseResume(request("resume"));
    lab().open("gate a");
    lab().awaitStarted("gate b");
    assertThat(operator(run).pauseRequest(request("pause"))).isEqualTo(first);
    assertThat(status(run).phase()).isEqualTo(Phase.RUNNING);
    lab().open("gate b");
    assertThat(result(run)).containsExactly("gate a", "gate b", "c");
  }

  @Test
  void rule09_refuses_what_is_incomplete_or_stale_and_is_untouched_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    assertRefused(() -> operator(run).pauseResume(Request.of("", "ann", "why")));
    assertRefused(() -> operator(run).pauseResume(Request.of("2", "", "why")));
    assertRefused(() -> operator(run).pauseResume(Request.of("2", "ann", " ")));
    assertRefused(() -> operator(run).pauseResume(request("2").safePoints(0)));
    assertRefused(() -> operator(run).pauseRequest(request("2").lasting(Duration.ZERO)));
    assertRefused(() -> operator(run).pauseResume(request("pause")));
    assertThat(status(run).phase()).isEqualTo(Phase.PAUSED);
    assertThat(status(run).audit()).hasSize(1);
  }

  @Test
  void rule10_obeys_signals_and_survives_bad_ones_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    operator(run).signalPause(Request.of("", "ann", ""));
    operator(run).signalPause(request("1"));
    lab().open("gate a");
    awaitPhase(run, Phase.PAUSED);
    operator(run).signalResume(request("2"));
    assertThat(result(run)).containsExactly("gate a", "b");
  }

  @Test
  void rule11_names_person_and_reason_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    var hold = Objects.requireNonNull(status(run).hold());
    assertThat(hold.by()).isEqualTo("ann");
    assertThat(hold.reason()).isEqualTo("reason of pause");
    operator(run).pauseResume(request("resume"));
    result(run);
    assertThat(status(run).hold()).isNull();
    assertThat(status(run).audit())
        .extracting(AuditEntry::requestId)
        .containsExactly("pause", "resume");
  }

  @Test
  void rule12_records_nothing_for_a_pause_but_the_message_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b"));
    operator(run).pauseResume(request("resume"));
    result(run);
    assertThat(count(run, EVENT_TYPE_TIMER_STARTED)).isZero();
    assertThat(count(run, EVENT_TYPE_MARKER_RECORDED)).isZero();
    assertThat(count(run, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).isEqualTo(2);
  }

  @Test
  void rule13_goes_on_for_some_safe_points_required() {
    Scenario<ScriptedRunner> run = pausedAfterFirst(Plan.of("gate a", "b", "c", "d"));
    operator(run).pauseResume(request("two").safePoints(2));
    run.await("two steps", () -> lab().steps().size() == 3);
    awaitPhase(run, Phase.PAUSED);
    assertThat(lab().steps()).containsExactly("gate a", "b", "c");
    operator(run).pauseResume(request("all"));
    assertThat(result(run)).hasSize(4);
  }

  @Test
  void rule14_ends_a_pause_whose_time_is_over_required() {
    Scenario<ScriptedRunner> run = lab().start(Plan.of("gate a", "b"));
    lab().awaitStarted("gate a");
    operator(run).pauseRequest(request("1").lasting(Duration.ofMillis(400)));
    lab().open("gate a");
    assertThat(result(run)).containsExactly("gate a", "b");
    assertThat(count(run, EVENT_TYPE_TIMER_FIRED)).isLessThanOrEqualTo(1);
    assertNoTimerIsOpen(run);
  }

  private static void assertRefused(ThrowingCallable command) {
    assertThatThrownBy(command).isInstanceOf(WorkflowUpdateException.class);
  }
}
