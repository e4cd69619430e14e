// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has about one key. Times are relative to the database's clock at the moment at
 * which the row was read or is written, so that no other clock matters.
 *
 * @param fingerprint of what the key is used for; null if nobody has used it so
 * @param life which call of an unnamed step it is; null if the step is named
 * @param token counts those who held the row; only the newest may change it
 * @param leaseLeft milliseconds; only while it is reserved
 * @param horizonLeft milliseconds
 * @param holder the last attempt that held it
 * @param attempts how many held it
 * @param strays how many found, after their effect, that another one had taken over
 * @param outcome a result or a failure, as {@link Outcomes} writes it
 * @param decision what an operator decided last
 */
@RunsIn(ACTIVITY)
record Row(
    String key,
    State state,
    Mode mode,
    @Nullable String fingerprint,
    @Nullable String life,
    long token,
    long leaseLeft,
    long horizonLeft,
    String holder,
    int attempts,
    int strays,
    @Nullable String outcome,
    @Nullable String decision) {

  /** The row as it becomes when nobody holds it any more. */
  Row to(State next, @Nullable String newOutcome) {
    return new Row(
        key,
        next,
        mode,
        fingerprint,
        life,
        token,
        0,
        horizonLeft,
        holder,
        attempts,
        strays,
        newOutcome,
        decision);
  }

  /** A change that the holder did not make: he can no longer change anything. */
  Row fenced() {
    return copy(token + 1, strays, decision);
  }

  /** A change by an operator, who has seen all that was to be seen. */
  Row decided(String by) {
    return copy(token + 1, 0, by);
  }

  private Row copy(long newToken, int newStrays, @Nullable String newDecision) {
    return new Row(
        key,
        state,
        mode,
        fingerprint,
        life,
        newToken,
        leaseLeft,
        horizonLeft,
        holder,
        attempts,
        newStrays,
        outcome,
        newDecision);
  }
}
