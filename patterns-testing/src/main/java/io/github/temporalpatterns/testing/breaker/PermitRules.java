// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Plan;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Rules;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.WhenOpen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1 to 16: what is permitted. */
abstract class PermitRules extends BreakerRules {

  @Test
  void rule01_makes_every_call_while_all_is_well_required() {
    expect(reject(half(HOUR), "a", "b", "c"), "a: a", "b: b", "c: c");
  }

  @Test
  void rule02_opens_when_the_failure_rate_is_reached_required() {
    expect(reject(half(HOUR), "a", "fail b", "c"), "a: a", "fail b: failed", "c: rejected");
  }

  @Test
  void rule03_does_not_open_before_enough_calls_have_ended_required() {
    Rules three = new Rules(4, 3, 50, null, HOUR, List.of(), List.of(), null);
    expect(
        reject(three, "fail a", "fail b", "fail c", "d"),
        "fail a: failed",
        "fail b: failed",
        "fail c: failed",
        "d: rejected");
  }

  @Test
  void rule04_lets_old_calls_not_dilute_new_failures_required() {
    Rules most = new Rules(2, 2, 100, null, HOUR, List.of(), List.of(), null);
    expect(
        reject(most, "a", "b", "fail c", "fail d", "e"),
        "a: a",
        "b: b",
        "fail c: failed",
        "fail d: failed",
        "e: rejected");
  }

  @Test
  void rule05_opens_at_failures_in_a_row_required() {
    expect(
        reject(row(2), "fail a", "fail b", "c"), "fail a: failed", "fail b: failed", "c: rejected");
  }

  @Test
  void rule06_lets_a_success_break_the_row_required() {
    expect(
        reject(row(2), "fail a", "b", "fail c", "d"),
        "fail a: failed",
        "b: b",
        "fail c: failed",
        "d: d");
  }

  @Test
  void rule07_schedules_nothing_for_a_call_that_is_not_permitted_required() {
    expect(
        reject(half(HOUR), "fail a", "fail b", "c", "d"),
        "fail a: failed",
        "fail b: failed",
        "c: rejected",
        "d: rejected");
    assertThat(lab().asked()).containsExactly("fail a", "fail b");
  }

  @Test
  void rule08_takes_the_fallback_only_for_a_call_that_is_not_permitted_required() {
    Plan plan =
        new Plan(
            List.of("fail a", "fail b", "c"), half(HOUR), WhenOpen.FALLBACK, null, null, List.of());
    expect(plan, "fail a: failed", "fail b: failed", "c: fallback");
  }

  @Test
  void rule09_closes_when_the_probe_succeeds_required() {
    expect(
        reject(half(MOMENT), "fail a", "fail b", "c", LONGER, "d", "e"),
        "fail a: failed",
        "fail b: failed",
        "c: rejected",
        "d: d",
        "e: e");
  }

  @Test
  void rule10_opens_again_when_the_probe_fails_required() {
    expect(
        reject(half(MOMENT), "fail a", "fail b", LONGER, "fail c", "d"),
        "fail a: failed",
        "fail b: failed",
        "fail c: failed",
        "d: rejected");
  }

  @Test
  void rule11_permits_no_more_than_the_probe_required() {
    Plan plan =
        reject(half(MOMENT), "fail a", "fail b", LONGER, "start gate c", "d", "join gate c");
    Scenario<ScriptedBreaker> run = lab().start(plan);
    lab().awaitAsked(3);
    run.await("the answer to d", () -> run.stub().outcomes().size() == 3);
    lab().open("gate c");
    assertThat(run.result(String[].class))
        .containsExactly("fail a: failed", "fail b: failed", "d: rejected", "gate c: gate c");
  }

  @Test
  void rule12_counts_no_failure_that_is_ignored_required() {
    Rules ignoring = new Rules(4, 2, 100, null, HOUR, List.of(), List.of(BreakerLab.OTHER), null);
    expect(
        reject(ignoring, "other a", "other b", "fail c", "d"),
        "other a: failed",
        "other b: failed",
        "fail c: failed",
        "d: d");
  }

  @Test
  void rule13_counts_an_answer_that_is_no_recorded_failure_as_success_required() {
    Rules recording = new Rules(4, 4, 50, null, HOUR, List.of(BreakerLab.REFUSED), List.of(), null);
    expect(
        reject(recording, "other a", "other b", "fail c", "fail d", "e"),
        "other a: failed",
        "other b: failed",
        "fail c: failed",
        "fail d: failed",
        "e: rejected");
  }

  @Test
  void rule14_counts_a_failed_result_and_returns_it_required() {
    Rules results = new Rules(4, 2, 50, null, HOUR, List.of(), List.of(), "bad");
    expect(reject(results, "bad", "bad", "c"), "bad: bad", "bad: bad", "c: rejected");
  }

  @Test
  void rule15_takes_the_permit_of_a_cancelled_call_back_and_does_not_count_it_required() {
    expect(
        reject(half(MOMENT), "cancel x", "cancel y", "fail a", "fail b", LONGER, "cancel c", "d"),
        "x: cancelled",
        "y: cancelled",
        "fail a: failed",
        "fail b: failed",
        "c: cancelled",
        "d: d");
  }

  @Test
  void rule16_drops_a_result_that_comes_after_the_state_has_changed_required() {
    Plan plan =
        reject(
            half(MOMENT),
            "start gate a",
            "fail b",
            "fail c",
            LONGER,
            "start gate d",
            "join gate a",
            "e",
            "join gate d");
    Scenario<ScriptedBreaker> run = lab().start(plan);
    lab().awaitAsked(4);
    lab().open("gate a");
    run.await("the answer to e", () -> run.stub().outcomes().size() == 4);
    lab().open("gate d");
    assertThat(run.result(String[].class))
        .containsExactly(
            "fail b: failed", "fail c: failed", "gate a: gate a", "e: rejected", "gate d: gate d");
  }

  private static Rules row(int failures) {
    return new Rules(10, 10, 100, failures, HOUR, List.of(), List.of(), null);
  }
}
