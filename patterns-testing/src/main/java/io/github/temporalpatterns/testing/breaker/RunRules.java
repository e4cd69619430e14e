// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.breaker.BreakerContract.Command;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Plan;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.WhenOpen;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 17 to 25: calls that wait, operators, continue-as-new. */
abstract class RunRules extends BreakerRules {

  @Test
  void rule17_lets_a_call_wait_and_makes_it_then_required() {
    expect(
        await(half(MOMENT), "fail a", "fail b", "c", "d"),
        "fail a: failed",
        "fail b: failed",
        "c: c",
        "d: d");
  }

  @Test
  void rule18_waits_on_one_timer_and_does_not_poll_required() {
    Scenario<ScriptedBreaker> run =
        expect(
            await(half(4 * MOMENT), "fail a", "fail b", "c"),
            "fail a: failed",
            "fail b: failed",
            "c: c");
    assertThat(count(run, EVENT_TYPE_TIMER_STARTED)).isEqualTo(1);
    assertThat(count(run, EVENT_TYPE_TIMER_FIRED)).isEqualTo(1);
  }

  @Test
  void rule19_serves_first_who_came_first_required() {
    Scenario<ScriptedBreaker> run = lab().start(await(half(MOMENT), "fail a", "fail b", "c,d,e"));
    // The last two are permitted at the same time, and may end in any order.
    assertThat(run.result(String[].class)).hasSize(5).contains("c: c", atIndex(2));
    assertThat(lab().asked().get(2)).isEqualTo("c");
  }

  @Test
  void rule20_rejects_a_call_that_has_waited_too_long_required() {
    List<String> steps = List.of("fail a", "fail b", "c");
    expect(
        new Plan(steps, half(HOUR), WhenOpen.WAIT, MOMENT, null, List.of()),
        "fail a: failed",
        "fail b: failed",
        "c: rejected");
  }

  @Test
  void rule21_ends_the_wait_when_the_run_is_cancelled_and_leaves_no_timer_required() {
    Scenario<ScriptedBreaker> run = lab().start(await(half(HOUR), "fail a", "fail b", "c"));
    run.await("a timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 1);
    run.cancel();
    assertThat(run.end()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(count(run, EVENT_TYPE_TIMER_CANCELED)).isEqualTo(1);
    assertThat(lab().asked()).containsExactly("fail a", "fail b");
  }

  @Test
  void rule22_permits_nothing_when_forced_open_required() {
    Scenario<ScriptedBreaker> run = lab().start(reject(half(MOMENT), "gate a", LONGER, "b"));
    lab().awaitAsked(1);
    contract().operate(run, Command.FORCE_OPEN);
    lab().open("gate a");
    assertThat(run.result(String[].class)).containsExactly("gate a: gate a", "b: rejected");
  }

  @Test
  void rule23_lets_waiting_calls_go_when_an_operator_closes_it_required() {
    Scenario<ScriptedBreaker> run = lab().start(await(half(HOUR), "fail a", "fail b", "c"));
    run.await("a timer", () -> count(run, EVENT_TYPE_TIMER_STARTED) == 1);
    contract().operate(run, Command.CLOSE);
    assertThat(run.result(String[].class))
        .containsExactly("fail a: failed", "fail b: failed", "c: c");
    assertThat(count(run, EVENT_TYPE_TIMER_CANCELED)).isEqualTo(1);
  }

  @Test
  void rule24_stays_open_through_continue_as_new_required() {
    expect(
        reject(half(HOUR), "fail a", "fail b", "continue", "c"),
        "fail a: failed",
        "fail b: failed",
        "c: rejected");
  }

  @Test
  void rule25_goes_on_counting_through_continue_as_new_required() {
    expect(
        reject(half(HOUR), "fail a", "continue", "fail b", "c"),
        "fail a: failed",
        "fail b: failed",
        "c: rejected");
  }

  private static long count(Scenario<?> run, EventType type) {
    return run.history().getEvents().stream().filter(e -> e.getEventType() == type).count();
  }
}
