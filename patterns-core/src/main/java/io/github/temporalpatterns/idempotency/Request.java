// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import org.jspecify.annotations.Nullable;

/**
 * An effect that is asked for.
 *
 * @param task the attempt that asks; null outside of activities
 * @param life which call of an unnamed step it is; null if it is named
 * @param isFresh whether nobody can have used the key before
 * @param leaseMillis how long the attempt may hold the row
 */
@RunsIn(ACTIVITY)
record Request(
    @Nullable Task task,
    IdempotencyKey key,
    String fingerprint,
    @Nullable String life,
    boolean isFresh,
    long leaseMillis,
    long horizonMillis,
    String holder,
    Outcomes outcomes) {

  String keyText() {
    return key.toString();
  }

  /** The row once this attempt holds it, or has been done with it. */
  Row row(@Nullable Row before, Mode mode, State state, @Nullable String outcome) {
    return new Row(
        keyText(),
        state,
        mode,
        fingerprint,
        life,
        before == null ? 1 : before.token() + 1,
        state == State.RESERVED ? leaseMillis : 0,
        horizonMillis,
        holder,
        before == null ? 1 : before.attempts() + 1,
        before == null ? 0 : before.strays(),
        outcome,
        before == null ? null : before.decision());
  }

  /** The row of the effect that this undoes, when its undo comes first. */
  Row barred(@Nullable Row before, Mode mode) {
    if (before != null) {
      return before.to(State.BARRED, null).fenced();
    }
    return new Row(
        key.undone().toString(),
        State.BARRED,
        mode,
        null,
        null,
        1,
        0,
        horizonMillis,
        holder,
        0,
        0,
        null,
        null);
  }

  void done() {
    if (task != null) {
      task.done(key);
    }
  }
}
