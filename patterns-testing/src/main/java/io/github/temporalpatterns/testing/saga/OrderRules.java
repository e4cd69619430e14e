// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE_AFTER_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1 to 6: what is undone, and in which order. */
abstract class OrderRules extends SagaRules {
  private static final List<String> FOUR = List.of("a", "b", "c", "d");

  @Test
  void rule01_undoes_nothing_when_all_steps_succeed_required() {
    SagaRun run = prepare(steps("a", "b", "c")).perform();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(run.world().standing()).containsExactly("a", "b", "c");
    assertThat(run.undone()).isEmpty();
    if (has(SagaFeature.REPORT)) {
      assertThat(run.outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }

  @Test
  void rule02_undoes_in_reverse_order_whichever_step_fails_required() {
    for (int failing = 1; failing <= FOUR.size(); failing++) {
      SagaRun run = prepare(steps("a", "b", "c", "d"));
      run.fault(APPLY, FOUR.get(failing - 1), REFUSE_AFTER_EFFECT).perform();
      int undone = has(SagaFeature.REGISTER_BEFORE) ? failing : failing - 1;
      List<String> expected = new ArrayList<>(FOUR.subList(0, undone));
      Collections.reverse(expected);
      assertThat(run.undone()).as("step %d fails", failing).isEqualTo(expected);
      assertThat(run.world().effects(UNDO)).isEqualTo(expected);
      assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    }
  }

  @Test
  void rule03_passes_over_a_step_without_undo_required() {
    SagaRun run =
        prepare(
                SagaScript.of(
                    step("a"), step("b").undo(UndoKind.NONE), step("c"), Act.act(Kind.FAIL, "end")))
            .perform();
    assertThat(run.undone()).containsExactly("c", "a");
    assertThat(run.world().standing()).containsExactly("b");
  }

  @Test
  void rule04_gives_the_undo_the_result_if_known_and_the_key_if_not_required() {
    needs(SagaFeature.UNDO_FROM_RESULT, SagaFeature.REGISTER_BEFORE);
    SagaRun run =
        prepare(
            SagaScript.of(
                step("a").undo(UndoKind.FROM_RESULT), step("b").undo(UndoKind.FROM_RESULT)));
    run.fault(APPLY, "b", REFUSE).perform();
    List<SagaWorld.Entry> undos =
        run.world().entries().stream().filter(entry -> entry.op() == UNDO).toList();
    assertThat(undos).extracting(SagaWorld.Entry::step).containsExactly("b", "a");
    assertThat(undos.get(0).reservation()).isNull();
    assertThat(undos.get(1).reservation()).isEqualTo(SagaWorld.reservation(undos.get(1).key()));
    assertThat(undos)
        .extracting(SagaWorld.Entry::key)
        .isSubsetOf(
            run.world().entries().stream()
                .filter(entry -> entry.op() == APPLY)
                .map(SagaWorld.Entry::key)
                .toList());
  }

  @Test
  void rule05_undoes_at_most_the_first_step_when_it_fails_required() {
    SagaRun run = prepare(steps("a", "b")).fault(APPLY, "a", REFUSE).perform();
    assertThat(run.undone()).isEqualTo(has(SagaFeature.REGISTER_BEFORE) ? List.of("a") : List.of());
    assertThat(run.world().scheduled(APPLY)).containsExactly("a");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
  }

  @Test
  void rule06_undoes_nothing_in_an_empty_saga_required() {
    SagaRun run = prepare(SagaScript.of(Act.act(Kind.FAIL, "end"))).perform();
    assertThat(run.world().entries()).isEmpty();
    assertThat(run.failures()).anyMatch(line -> line.startsWith(SagaScript.FAILURE));
  }
}
