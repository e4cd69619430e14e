// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.KeyText;
import io.temporal.workflow.Functions;
import org.jspecify.annotations.Nullable;

/**
 * Names the steps of a workflow, where the activity's type is not name enough.
 *
 * <p>Workflow code only. Without it an activity's key is made of its type, which will do if a chain
 * of runs calls that type once. A second call of an unnamed step, in the same run or after
 * continue-as-new, is refused by the ledger, because nothing tells whether it is the same work:
 * with other arguments by {@link FailureTypes#EFFECT_MISMATCH}, else by {@link
 * FailureTypes#EFFECT_REFUSED}. Name what repeats, by what makes it another piece of work:
 *
 * <pre>{@code
 * for (Line line : order.lines()) {
 *   IdempotentSteps.step("reserve").item(line.id()).call(() -> stock.reserve(line));
 * }
 * }</pre>
 *
 * <p>A named step means one piece of work: whoever calls it again, and be it a later run of the
 * chain, gets the first answer. The name goes to every activity that is called within the lambda,
 * also by coroutines that it starts.
 *
 * <p><b>Replay</b>: records nothing. Names may be given to running workflows and changed like the
 * arguments of activities: calls that were made keep theirs. A reset then repeats work whose name
 * has changed. <b>State</b>: none. <b>Failures</b> and <b>cancellation</b>: those of the lambda.
 *
 * @see Idempotency
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public final class IdempotentSteps {

  private IdempotentSteps() {}

  /**
   * Makes the keys of this run by a business key instead of workflow id and run id, so that the
   * work is recognised when a workflow of that id is started anew, and by workflows of other ids.
   *
   * @param key such as an order's number, 1 to 200 characters
   * @throws IllegalArgumentException naming rule and value
   */
  public static void businessKey(String key) {
    KeyText.checkPart("businessKey", key);
    CallKeys.business(key);
  }

  /**
   * Names a step; within another step, a part of that.
   *
   * @param name 1 to 200 characters
   * @return the step, to be called
   * @throws IllegalArgumentException naming rule and value
   */
  public static Step step(String name) {
    KeyText.checkPart("step", name);
    IdempotencyKey outer = CallKeys.key();
    return new Step(
        outer == null
            ? new IdempotencyKey(CallKeys.scope(), KeyText.path(null, name), 0, null, false)
            : KeyText.within(outer, name, 0));
  }

  /** A step that has a name. Immutable. */
  public static final class Step {
    private final IdempotencyKey key;

    private Step(IdempotencyKey key) {
      this.key = key;
    }

    /**
     * Says which of several pieces of work of that name it is.
     *
     * @param name such as a line's id, 1 to 200 characters
     * @return the step of that item
     * @throws IllegalArgumentException naming rule and value
     */
    public Step item(String name) {
      return new Step(key.ofItem(name));
    }

    /**
     * Says that the work is done again on purpose.
     *
     * @param number 0 for the first time, which is the default; take it from data that a replay and
     *     a later run have, too
     * @return the step in that epoch
     * @throws IllegalArgumentException if it is negative
     */
    public Step epoch(int number) {
      return new Step(key.inEpoch(number));
    }

    /** {@return the key that the calls carry} */
    public IdempotencyKey key() {
      return key;
    }

    /**
     * Makes calls under this step's key.
     *
     * @param calls calls one activity, as a rule; a second one must be another item or step
     * @param <R> what they return
     * @return what they return; a promise, too
     */
    public <R extends @Nullable Object> R call(Functions.Func<R> calls) {
      return CallKeys.under(key, Checks.notNull("calls", calls));
    }

    /**
     * Makes calls that return nothing.
     *
     * @param calls as for {@link #call}
     */
    public void run(Functions.Proc calls) {
      CallKeys.under(key, all(calls));
    }

    /**
     * Makes calls that undo this step: their key is the one of this step's undo.
     *
     * @param calls calls an activity that uses {@link EffectLedger#undo}
     */
    public void undo(Functions.Proc calls) {
      CallKeys.under(key.undoing(), all(calls));
    }

    private static Functions.Func<Boolean> all(Functions.Proc calls) {
      Checks.notNull("calls", calls);
      return () -> {
        calls.apply();
        return true;
      };
    }
  }
}
