// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Result;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 20 to 23: pages, dead letters, and more than one run can hold. */
abstract class SizeRules extends FanOutRules {
  private static final int MOST_EVENTS = 4_096;
  private static final int MOST_BYTES = 4 << 20;

  @Test
  void rule20_works_off_pages_and_parks_the_items_that_fail_required() {
    lab().yard().page(List.of("a", "fail b", "c"));
    lab().yard().page(List.of());
    lab().yard().page(List.of("d", "fail e"));
    Result result = lab().run(plan(Form.PAGES, 2, 2));
    assertThat(result.succeeded()).isEqualTo(3);
    assertThat(result.failures()).containsExactlyInAnyOrder("1 fail b", "4 fail e");
    assertThat(lab().yard().letters()).containsExactlyInAnyOrder("1 fail b", "4 fail e");
    assertThat(lab().yard().begun()).containsExactlyInAnyOrder("a", "fail b", "c", "d", "fail e");
  }

  @Test
  void rule21_refuses_a_cursor_that_was_there_before_required() {
    lab().yard().page(List.of("a"));
    lab().yard().page(List.of("b"));
    lab().yard().page(List.of("c"));
    lab().yard().circular();
    Scenario<ScriptedFanOut> run = lab().start(plan(Form.PAGES, 1, 2));
    assertThatThrownBy(() -> run.result(Result.class)).isInstanceOf(WorkflowFailedException.class);
  }

  @Test
  void rule22_spreads_what_one_run_cannot_hold_required() {
    Scenario<ScriptedFanOut> run = lab().start(plan(Form.NUMBERS, 1, 100, "1300"));
    assertThat(run.result(Result.class))
        .isEqualTo(new Result("COMPLETED", 1300, 0, List.of(), 1299L * 1300 / 2));
    assertBounded(run);
  }

  @Test
  void rule23_hands_on_the_pages_that_one_run_cannot_hold_required() {
    for (int page = 0; page < 10; page++) {
      lab().yard().page(List.of(page + " ".repeat(400_000)));
    }
    Scenario<ScriptedFanOut> run = lab().start(plan(Form.PAGES, 1, 100));
    assertThat(run.result(Result.class)).isEqualTo(new Result("COMPLETED", 10, 0, List.of(), 10L));
    assertThat(lab().yard().begun()).doesNotHaveDuplicates().hasSize(10);
    assertBounded(run);
  }

  /** Replayed once: hundreds of calls, replayed at each task, take seconds. */
  @Override
  PatternEnvOptions.Replay replay() {
    return PatternEnvOptions.Replay.AT_END;
  }

  private void assertBounded(Scenario<?> run) {
    List<Integer> events = new ArrayList<>();
    List<Integer> bytes = new ArrayList<>();
    for (WorkflowExecutionHistory history : Family.of(lab().env().client(), run.execution())) {
      events.add(history.getEvents().size());
      bytes.add(history.getEvents().stream().mapToInt(HistoryEvent::getSerializedSize).sum());
    }
    assertThat(Collections.max(events)).isLessThan(MOST_EVENTS);
    assertThat(Collections.max(bytes)).isLessThan(MOST_BYTES);
  }
}
