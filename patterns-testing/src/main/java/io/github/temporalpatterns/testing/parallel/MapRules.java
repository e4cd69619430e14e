// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.parallel.ScriptedMap.Excess;
import io.github.temporalpatterns.testing.parallel.ScriptedMap.Plan;
import io.github.temporalpatterns.testing.parallel.ScriptedMap.Result;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules 1 to 13: a bounded map. */
abstract class MapRules extends ParallelRules {

  @Test
  void rule01_keeps_every_outcome_in_the_order_of_the_items_required() {
    Scenario<ScriptedMap> run = lab().start(plan(3, "gate a", "b", "fail c", "d"));
    lab().awaitEnded(Attempt.Outcome.COMPLETED, 2);
    lab().open("gate a");
    assertThat(run.result(Result.class).outcomes())
        .containsExactly("SUCCEEDED gate a", "SUCCEEDED b", "FAILED", "SUCCEEDED d");
  }

  @Test
  void rule02_runs_as_many_at_once_as_allowed_and_no_more_required() {
    Scenario<ScriptedMap> run = lab().start(plan(3, "gate a", "gate b", "gate c", "d", "e"));
    lab().awaitStarted(3);
    List.of("gate a", "gate b", "gate c").forEach(lab()::open);
    run.result(Result.class);
    assertThat(mostUnderWay(run)).isEqualTo(3);
    assertThat(lab().started()).hasSize(5);
  }

  @Test
  void rule03_does_not_let_a_slow_item_hold_up_the_others_required() {
    Scenario<ScriptedMap> run = lab().start(plan(2, "gate a", "b", "c", "d", "e", "f"));
    lab().awaitEnded(Attempt.Outcome.COMPLETED, 5);
    lab().open("gate a");
    assertThat(run.result(Result.class).outcomes()).hasSize(6).allMatch(this::succeeded);
  }

  @Test
  void rule04_calls_every_item_whatever_fails_and_does_not_hide_it_required() {
    Result result = lab().run(plan(1, "fail a", "b", "fail c", "d"));
    assertThat(result.outcomes()).containsExactly("FAILED", "SUCCEEDED b", "FAILED", "SUCCEEDED d");
    assertThat(result.accepted()).isFalse();
  }

  @Test
  void rule05_tolerates_exactly_so_many_failures_required() {
    Plan two = new Plan(items("fail a", "b", "fail c"), 2, 2, null, null, Excess.CANCEL);
    assertThat(lab().run(two).accepted()).isTrue();
    Plan one = new Plan(items("fail a", "b", "fail c"), 2, 1, null, null, Excess.CONTINUE);
    assertThat(lab().run(one).accepted()).isFalse();
  }

  @Test
  void rule06_tolerates_exactly_the_ratio_of_all_items_required() {
    assertThat(lab().run(ratio(29)).accepted()).isTrue();
    assertThat(lab().run(ratio(30)).accepted()).isFalse();
  }

  @Test
  void rule07_cancels_those_under_way_at_the_failure_that_is_too_many_required() {
    Plan plan = new Plan(items("gate a", "fail b", "c"), 2, 0, null, null, Excess.CANCEL);
    assertThat(lab().run(plan).outcomes()).containsExactly("CANCELED", "FAILED", "NOT_STARTED");
    assertThat(lab().started()).doesNotContain("c");
  }

  @Test
  void rule08_lets_those_under_way_end_and_starts_no_more_when_draining_required() {
    Plan plan = new Plan(items("gate a", "fail b", "c"), 2, 0, null, null, Excess.DRAIN);
    Scenario<ScriptedMap> run = lab().start(plan);
    lab().awaitFailureHeard(run);
    lab().open("gate a");
    assertThat(run.result(Result.class).outcomes())
        .containsExactly("SUCCEEDED gate a", "FAILED", "NOT_STARTED");
  }

  @Test
  void rule09_stops_when_enough_have_succeeded_required() {
    Plan plan =
        new Plan(items("gate a", "b", "fail c", "d", "e"), 2, null, null, 2, Excess.CONTINUE);
    Result result = lab().run(plan);
    assertThat(result.accepted()).isTrue();
    assertThat(result.outcomes())
        .containsExactly("CANCELED", "SUCCEEDED b", "FAILED", "SUCCEEDED d", "NOT_STARTED");
  }

  @Test
  void rule10_says_so_when_not_enough_can_succeed_required() {
    Plan plan = new Plan(items("fail a", "fail b", "c", "d"), 1, null, null, 3, Excess.DRAIN);
    Result result = lab().run(plan);
    assertThat(result.accepted()).isFalse();
    assertThat(result.outcomes()).containsExactly("FAILED", "FAILED", "NOT_STARTED", "NOT_STARTED");
  }

  @Test
  void rule11_does_nothing_for_no_items_required() {
    Result result = lab().run(plan(3));
    assertThat(result.outcomes()).isEmpty();
    assertThat(result.accepted()).isTrue();
    assertThat(lab().started()).isEmpty();
  }

  @Test
  void rule12_cancels_and_awaits_its_calls_when_the_run_is_cancelled_required() {
    Scenario<ScriptedMap> run = lab().start(plan(2, "gate a", "gate b", "c"));
    lab().awaitStarted(2);
    run.cancel();
    assertThatThrownBy(() -> run.result(Result.class)).isInstanceOf(WorkflowFailedException.class);
    assertThat(run.status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(lab().env().attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(2);
    assertThat(lab().started()).doesNotContain("c");
  }

  @Test
  void rule13_maps_three_hundred_items_in_one_run_required() {
    List<String> many = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
    Plan plan = new Plan(many, 50, null, null, null, Excess.CONTINUE);
    assertThat(lab().run(plan).outcomes())
        .isEqualTo(many.stream().map(item -> "SUCCEEDED " + item).toList());
  }

  /** How many calls were scheduled and not ended at once, which no worker's speed changes. */
  private static int mostUnderWay(Scenario<?> run) {
    int underWay = 0;
    int most = 0;
    for (HistoryEvent event : run.history().getEvents()) {
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> most = Math.max(most, ++underWay);
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED, EVENT_TYPE_ACTIVITY_TASK_FAILED -> underWay--;
        default -> {}
      }
    }
    return most;
  }

  private static Plan plan(int concurrency, String... items) {
    return new Plan(items(items), concurrency, null, null, null, Excess.CONTINUE);
  }

  private static List<String> items(String... items) {
    return List.of(items);
  }

  /** A hundred items of which some fail, and 29 in 100 may. */
  private static Plan ratio(int failing) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add((i < failing ? "fail " : "") + i);
    }
    return new Plan(items, 50, null, 0.29, null, Excess.CONTINUE);
  }

  private boolean succeeded(String outcome) {
    return outcome.startsWith("SUCCEEDED");
  }
}
