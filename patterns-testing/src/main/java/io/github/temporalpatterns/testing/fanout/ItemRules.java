// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Plan;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Result;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules 1 to 12: what is done with items. */
abstract class ItemRules extends FanOutRules {

  @Test
  void rule01_works_on_every_item_once_required() {
    Scenario<ScriptedFanOut> run =
        lab().start(plan(Form.CHUNKS, 3, 2, "a", "b", "c", "d", "e", "f", "g"));
    assertThat(run.result(Result.class)).isEqualTo(new Result("COMPLETED", 7, 0, List.of(), 7L));
    assertThat(lab().yard().begun()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
    assertThat(FanOutLab.count(run, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).isEqualTo(3);
  }

  @Test
  void rule02_never_has_more_calls_under_way_than_allowed_required() {
    Scenario<ScriptedFanOut> run =
        lab().start(plan(Form.CHUNKS, 1, 3, "gate a", "gate b", "gate c", "d", "e", "f"));
    lab().awaitBegun(3);
    List.of("gate a", "gate b", "gate c").forEach(lab().yard()::open);
    run.result(Result.class);
    assertThat(FanOutLab.mostUnderWay(run.history().getEvents())).isEqualTo(3);
  }

  @Test
  void rule03_does_not_let_a_slow_chunk_hold_up_the_others_required() {
    Scenario<ScriptedFanOut> run =
        lab().start(plan(Form.CHUNKS, 1, 2, "gate a", "b", "c", "d", "e"));
    lab().awaitBegun(5);
    lab().yard().open("gate a");
    assertThat(run.result(Result.class).succeeded()).isEqualTo(5);
  }

  @Test
  void rule04_reports_the_items_that_fail_and_no_others_required() {
    Result result = lab().run(plan(Form.CHUNKS, 2, 2, "a", "fail b", "c", "d", "fail e"));
    assertThat(result.outcome()).isEqualTo("COMPLETED_WITH_FAILURES");
    assertThat(result.succeeded()).isEqualTo(3);
    assertThat(result.failures()).containsExactlyInAnyOrder("1 fail b", "4 fail e");
    assertThat(result.value()).isEqualTo(3);
  }

  @Test
  void rule05_finds_the_items_that_spoil_a_chunk_required() {
    Result result =
        lab().run(plan(Form.CHUNKS, 8, 2, "a", "b", "poison c", "d", "e", "f", "g", "poison h"));
    assertThat(result.succeeded()).isEqualTo(6);
    assertThat(result.failures()).containsExactlyInAnyOrder("2 poison c", "7 poison h");
    assertThat(lab().yard().begun()).containsExactlyInAnyOrder("a", "b", "d", "e", "f", "g");
  }

  @Test
  void rule06_goes_on_where_a_chunk_returned_early_required() {
    Result result = lab().run(plan(Form.CHUNKS, 4, 2, "a", "early b", "c", "d", "e"));
    assertThat(result).isEqualTo(new Result("COMPLETED", 5, 0, List.of(), 5L));
    assertThat(lab().yard().begun()).containsExactlyInAnyOrder("a", "early b", "c", "d", "e");
  }

  @Test
  void rule07_tolerates_exactly_so_many_failures_required() {
    Plan plan = plan(Form.CHUNKS, 1, 1, "fail a", "fail b", "c", "d");
    assertThat(lab().run(tolerating(2, plan)).failed()).isEqualTo(2);
    lab().yard().begun().clear();
    assertFails(tolerating(1, plan));
    assertThat(lab().yard().begun()).containsExactly("fail a", "fail b");
  }

  @Test
  void rule08_tolerates_exactly_the_ratio_of_all_items_required() {
    assertThat(lab().run(ratio(29)).failed()).isEqualTo(29);
    assertFails(ratio(30));
  }

  @Test
  void rule09_does_nothing_for_no_items_required() {
    Scenario<ScriptedFanOut> run = lab().start(plan(Form.CHUNKS, 3, 2));
    assertThat(run.result(Result.class)).isEqualTo(new Result("COMPLETED", 0, 0, List.of(), null));
    assertThat(FanOutLab.count(run, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).isZero();
  }

  @Test
  void rule10_fails_when_an_answer_leaves_items_out_and_calls_no_more_required() {
    assertFails(plan(Form.CHUNKS, 2, 1, "a", "lost b", "c", "d"));
    assertThat(lab().yard().begun()).containsExactly("a", "lost b");
  }

  @Test
  void rule11_works_by_every_kind_of_call_required() {
    Result expected = new Result("COMPLETED_WITH_FAILURES", 2, 1, List.of("1 fail b"), 2L);
    for (Form form : List.of(Form.LOCAL, Form.ITEMS, Form.CHILDREN)) {
      Scenario<ScriptedFanOut> run = lab().start(plan(form, 3, 2, "a", "fail b", "c"));
      assertThat(run.result(Result.class)).as("%s", form).isEqualTo(expected);
      assertThat(calls(run, form)).as("%s", form).isEqualTo(form == Form.LOCAL ? 1 : 3);
    }
    assertThat(lab().run(plan(Form.NUMBERS, 4, 2, "10")).value()).isEqualTo(45);
  }

  @Test
  void rule12_executes_no_child_twice_required() {
    Plan plan = plan(Form.CHILDREN, 1, 2, "x", "y");
    Scenario<ScriptedFanOut> run = lab().start(plan);
    assertThat(run.result(Result.class).succeeded()).isEqualTo(2);
    Scenario<ScriptedFanOut> again =
        lab()
            .env()
            .scenario(ScriptedFanOut.class)
            .configure(options -> options.setWorkflowId(run.execution().getWorkflowId()))
            .start(fanOut -> fanOut.work(plan));
    Result second = again.result(Result.class);
    assertThat(second.succeeded()).isZero();
    assertThat(second.failures()).containsExactlyInAnyOrder("0 x", "1 y");
  }

  private static long calls(Scenario<?> run, Form form) {
    return switch (form) {
      case LOCAL -> FanOutLab.count(run, EVENT_TYPE_MARKER_RECORDED);
      case CHILDREN -> FanOutLab.count(run, EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED);
      default ->
          run.history().getEvents().stream()
              .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType())
              .filter(type -> type.getName().equals("Item"))
              .count();
    };
  }

  private void assertFails(Plan plan) {
    Scenario<ScriptedFanOut> run = lab().start(plan);
    assertThatThrownBy(() -> run.result(Result.class)).isInstanceOf(WorkflowFailedException.class);
  }

  /** A hundred items of which some fail, and 29 in 100 may. */
  private static Plan ratio(int failing) {
    List<String> items =
        IntStream.range(0, 100).mapToObj(i -> (i < failing ? "fail " : "") + i).toList();
    return new Plan(Form.CHUNKS, items, 10, 5, null, 0.29, null);
  }
}
