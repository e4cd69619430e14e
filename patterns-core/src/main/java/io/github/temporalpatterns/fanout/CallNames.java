// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.Functions;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of a fan-out are told apart, the same in whichever run they are made. A batch has a
 * name; else the fan-out is that of its activity, and of its number in the run that has it.
 *
 * @param scope whose work it is
 * @param life which link of a chain of runs has the fan-out
 * @param batch the key of the batch, or of the step that the fan-out is
 * @param turn the fan-out's number in its run
 */
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallNames(String scope, @Nullable String life, @Nullable IdempotencyKey batch, String turn) {

  static CallNames of(@Nullable String batchId, int turn) {
    IdempotencyKey outer = CallKeys.key();
    return new CallNames(
        CallKeys.scope(),
        CallKeys.life(),
        batchId == null ? outer : named(outer, batchId),
        "" + turn);
  }

  private static IdempotencyKey named(@Nullable IdempotencyKey outer, String batchId) {
    return outer == null
        ? new IdempotencyKey(
            CallKeys.scope(), KeyText.part(KeyText.path(null, batchId)), 0, null, false)
        : KeyText.within(outer, batchId, 0);
  }

  /** In a run that works for the one that has the fan-out. */
  void adopt() {
    CallKeys.scope(scope);
    CallKeys.life(life);
  }

  /** Makes the call of one item. */
  <R extends @Nullable Object> R ofItem(String item, Functions.Func<R> call) {
    return one(batch, item, call);
  }

  /** Makes the call of a chunk, whose bounds may be others next time: it has to name its items. */
  <R extends @Nullable Object> R ofChunk(Functions.Func<R> call) {
    return CallKeys.during(new CallKeys.Call(batch, null, turn, false), call);
  }

  /** Makes a call that serves the work, such as that for a page. */
  <R extends @Nullable Object> R beside(String what, String which, Functions.Func<R> call) {
    return one(batch == null ? null : KeyText.beside(batch, what), which, call);
  }

  private <R extends @Nullable Object> R one(
      @Nullable IdempotencyKey key, String item, Functions.Func<R> call) {
    return key == null
        ? CallKeys.ofItem(item, turn, call)
        : CallKeys.under(key.ofItem(KeyText.part(item)), call);
  }
}
