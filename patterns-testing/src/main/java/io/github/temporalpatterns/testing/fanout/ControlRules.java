// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutOperator.Phase;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Plan;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Result;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 13 to 19, and 24: operators, cancellation and pace. */
abstract class ControlRules extends FanOutRules {

  @Test
  void rule13_makes_no_call_while_paused_and_goes_on_when_resumed_required() {
    Scenario<ScriptedFanOut> run = started(1, "gate a", "b", "c");
    FanOutOperator operator = run.stub(FanOutOperator.class);
    operator.fanOutPause(Command.of("1", "ann", "a test"));
    lab().yard().open("gate a");
    run.await("drained", () -> operator.fanOutStatus().inFlight() == 0);
    assertThat(operator.fanOutStatus().phase()).isEqualTo(Phase.PAUSED);
    assertThat(lab().yard().begun()).containsExactly("gate a");
    operator.fanOutResume(Command.of("2", "ann", "a test"));
    assertThat(run.result(Result.class).succeeded()).isEqualTo(3);
  }

  @Test
  void rule14_takes_a_new_window_at_once_required() {
    Scenario<ScriptedFanOut> run = started(1, "gate a", "gate b", "gate c");
    run.stub(FanOutOperator.class).fanOutSetWindow(Command.of("1", "ann", "a test").number(3));
    lab().awaitBegun(3);
    List.of("gate a", "gate b", "gate c").forEach(lab().yard()::open);
    assertThat(run.result(Result.class).succeeded()).isEqualTo(3);
  }

  @Test
  void rule15_takes_a_new_number_of_tolerated_failures_required() {
    Scenario<ScriptedFanOut> run = started(1, "gate a", "fail b", "c");
    run.stub(FanOutOperator.class)
        .fanOutSetToleratedFailures(Command.of("1", "ann", "a test").number(0));
    lab().yard().open("gate a");
    assertThatThrownBy(() -> run.result(Result.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(lab().yard().begun()).containsExactly("gate a", "fail b");
  }

  @Test
  void rule16_drains_and_reports_when_told_to_end_required() {
    Scenario<ScriptedFanOut> run = started(1, "gate a", "b", "c");
    run.stub(FanOutOperator.class).fanOutCancel(Command.of("1", "ann", "a test").stop(Stop.DRAIN));
    lab().yard().open("gate a");
    assertThat(run.result(Result.class)).isEqualTo(new Result("STOPPED", 1, 0, List.of(), 1L));
  }

  @Test
  void rule17_cancels_its_calls_when_told_to_end_now_required() {
    Scenario<ScriptedFanOut> run = started(2, "gate a", "gate b", "c");
    lab().awaitBegun(2);
    run.stub(FanOutOperator.class).fanOutCancel(Command.of("1", "ann", "a test").stop(Stop.NOW));
    assertThat(run.result(Result.class)).isEqualTo(new Result("STOPPED", 0, 0, List.of(), null));
    assertThat(lab().env().attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(2);
  }

  @Test
  void rule18_obeys_a_request_once_and_refuses_nonsense_required() {
    Scenario<ScriptedFanOut> run = started(1, "gate a", "b");
    FanOutOperator operator = run.stub(FanOutOperator.class);
    operator.fanOutPause(Command.of("1", "ann", "a test"));
    operator.fanOutResume(Command.of("2", "ann", "a test"));
    operator.fanOutPause(Command.of("1", "ann", "a test"));
    assertThat(operator.fanOutStatus().phase()).isEqualTo(Phase.RUNNING);
    assertThatThrownBy(() -> operator.fanOutSetWindow(Command.of("3", "ann", "a test").number(0)))
        .isInstanceOf(WorkflowUpdateException.class);
    assertThatThrownBy(() -> operator.fanOutPause(Command.of(" ", "ann", "a test")))
        .isInstanceOf(WorkflowUpdateException.class);
    lab().yard().open("gate a");
    assertThat(run.result(Result.class).succeeded()).isEqualTo(2);
  }

  @Test
  void rule19_cancels_and_awaits_its_calls_when_the_run_is_cancelled_required() {
    Scenario<ScriptedFanOut> run = started(2, "gate a", "gate b", "c");
    lab().awaitBegun(2);
    run.cancel();
    assertThatThrownBy(() -> run.result(Result.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(run.status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(lab().env().attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(2);
    assertThat(lab().yard().begun()).doesNotContain("c");
  }

  @Test
  void rule24_begins_no_item_before_its_time_and_takes_a_new_rate_at_once_required() {
    double oneInAnHour = 1.0 / 3_600;
    Plan plan = new Plan(Form.CHUNKS, List.of("a", "b", "c"), 1, 3, null, null, oneInAnHour);
    Scenario<ScriptedFanOut> run = lab().start(plan);
    FanOutOperator operator = run.stub(FanOutOperator.class);
    lab().awaitBegun(1);
    operator.fanOutSetMaxItemsPerSecond(Command.of("1", "ann", "a test").number(0));
    assertThat(run.result(Result.class).succeeded()).isEqualTo(3);
    assertThat(
            run.history().getEvents().stream()
                .takeWhile(event -> !event.hasWorkflowExecutionUpdateAcceptedEventAttributes())
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes))
        .hasSize(1);
  }

  private Scenario<ScriptedFanOut> started(int window, String... items) {
    Scenario<ScriptedFanOut> run = lab().start(plan(Form.CHUNKS, 1, window, items));
    lab().awaitBegun(1);
    return run;
  }
}
