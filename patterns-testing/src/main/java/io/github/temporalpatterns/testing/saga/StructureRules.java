// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.act;
import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.FLAKE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE_AFTER_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.SLOW;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.CONFIRM;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import org.junit.jupiter.api.Test;

/** Rules 30 to 36: sagas that are more than one step after the other. */
abstract class StructureRules extends SagaRules {

  @Test
  void rule30_undoes_once_when_compensated_twice_required() {
    needs(SagaFeature.COMPENSATE_TWICE);
    SagaRun run =
        prepare(
                SagaScript.of(
                    step("a"),
                    step("b"),
                    act(Kind.COMPENSATE, ""),
                    act(Kind.COMPENSATE, ""),
                    act(Kind.FAIL, "")))
            .perform();
    assertThat(run.undone()).containsExactly("b", "a");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
  }

  @Test
  void rule31_refuses_a_step_once_the_undo_has_begun_required() {
    needs(SagaFeature.REFUSES_LATE_STEPS);
    SagaRun run = prepare(SagaScript.of(step("a"), act(Kind.COMPENSATE, ""), step("b"))).perform();
    assertThat(run.undone()).containsExactly("a");
    assertThat(run.world().scheduled(APPLY)).containsExactly("a");
    assertThat(run.failures()).anyMatch(line -> line.contains("step 'b' refused"));
  }

  @Test
  void rule32_settles_every_branch_before_the_first_undo_required() {
    needs(SagaFeature.ASYNC, SagaFeature.REGISTER_BEFORE);
    SagaRun run =
        prepare(SagaScript.of(act(Kind.ASYNC, "a"), step("b"), step("c"), act(Kind.JOIN, "")))
            .fault(APPLY, "a", SLOW)
            .fault(APPLY, "c", REFUSE_AFTER_EFFECT)
            .perform();
    assertThat(run.world().standing()).isEmpty();
    assertThat(run.undone()).containsExactly("c", "b", "a");
    assertThat(run.openAtFirstUndo()).isEmpty();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
  }

  @Test
  void rule33_takes_a_child_workflow_as_step_and_as_undo_required() {
    needs(SagaFeature.CHILD);
    SagaRun failed =
        prepare(SagaScript.of(act(Kind.CHILD, "a"), act(Kind.CHILD, "b"), step("c")))
            .fault(APPLY, "c", REFUSE)
            .perform();
    assertThat(failed.world().effects(UNDO)).containsExactly("b", "a");

    SagaRun childFailed =
        prepare(SagaScript.of(act(Kind.CHILD, "d"), act(Kind.CHILD, "e")))
            .fault(APPLY, "e", REFUSE_AFTER_EFFECT)
            .perform();
    assertThat(childFailed.world().standing()).isEmpty();
    assertThat(childFailed.undone()).containsExactly("e", "d");

    SagaRun cancelled =
        prepare(SagaScript.of(act(Kind.CHILD, "f"), step("g"), act(Kind.CHILD, "h")))
            .fault(APPLY, "g", CANCEL)
            .perform();
    assertThat(cancelled.world().standing()).isEmpty();
    assertThat(cancelled.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  @Test
  void rule34_undoes_a_nested_saga_once_required() {
    needs(SagaFeature.NESTED);
    SagaRun outer =
        prepare(SagaScript.of(step("a"), act(Kind.NESTED, "n", step("b"), step("c")), step("d")))
            .fault(APPLY, "d", REFUSE_AFTER_EFFECT)
            .perform();
    assertThat(outer.undone()).containsExactly("d", "c", "b", "a");

    SagaRun inner =
        prepare(
                SagaScript.of(
                    step("a"),
                    act(Kind.TRY, "", act(Kind.NESTED, "n", step("b"), step("c"))),
                    step("d")))
            .fault(APPLY, "c", REFUSE_AFTER_EFFECT)
            .perform();
    assertThat(inner.undone()).containsExactly("c", "b");
    assertThat(inner.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(inner.world().standing()).containsExactly("a", "d");

    SagaRun both =
        prepare(
                SagaScript.of(
                    step("a"),
                    act(Kind.TRY, "", act(Kind.NESTED, "n", step("b"), step("c"))),
                    step("d")))
            .fault(APPLY, "c", REFUSE_AFTER_EFFECT)
            .fault(APPLY, "d", REFUSE_AFTER_EFFECT)
            .perform();
    assertThat(both.undone()).containsExactly("c", "b", "d", "a");
  }

  @Test
  void rule35_undoes_to_the_savepoint_and_tries_again_required() {
    needs(SagaFeature.SAVEPOINT);
    SagaRun run =
        prepare(SagaScript.of(step("a"), act(Kind.SAVEPOINT, "s", step("b"), step("c")), step("d")))
            .fault(APPLY, "c", FLAKE)
            .perform();
    assertThat(run.undone()).containsExactly("c", "b");
    assertThat(run.world().scheduled(APPLY)).containsExactly("a", "b", "c", "b", "c", "d");
    assertThat(run.world().standing()).containsExactly("a", "b", "c", "d");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void rule36_confirms_after_success_with_retries_and_never_undoes_it_required() {
    needs(SagaFeature.CONFIRM);
    SagaScript script =
        SagaScript.of(step("a").confirm(), step("b").confirm(), step("c"))
            .with(Policy.DEFAULT.undoAttempts(3));
    SagaRun run = prepare(script).fault(CONFIRM, "a", FLAKE, FLAKE).perform();
    assertThat(run.world().effects(CONFIRM)).containsExactly("a", "b");
    assertThat(run.undone()).isEmpty();
    assertThat(run.world().entries())
        .extracting(SagaWorld.Entry::op)
        .containsSubsequence(APPLY, APPLY, APPLY, CONFIRM);

    SagaRun unconfirmed =
        prepare(SagaScript.of(step("a").confirm(), step("b").confirm()))
            .fault(CONFIRM, "a", REFUSE)
            .perform();
    assertThat(unconfirmed.undone()).isEmpty();
    assertThat(unconfirmed.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(unconfirmed.world().standing()).containsExactly("a", "b");

    SagaRun failed = prepare(SagaScript.of(step("a").confirm(), act(Kind.FAIL, ""))).perform();
    assertThat(failed.world().scheduled(CONFIRM)).isEmpty();
  }
}
