// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import org.jspecify.annotations.Nullable;

/** What an attempt does that comes with a key. Pure: no database, no time. */
@RunsIn(ACTIVITY)
final class Entry {

  /** What to do. */
  enum Decision {
    /** Do the effect, whether the key is new or was given free. */
    RUN,
    /** Do the effect in the place of an attempt that did not say how it ended. */
    TAKE_OVER,
    /** Ask the service first; then do the effect, or not. */
    ASK,
    /** Give back the result that is kept. */
    RETURN,
    /** Throw the failure that is kept. */
    REJECT,
    /** Come back when the lease has ended. */
    WAIT,
    /** Nobody knows. */
    UNKNOWN,
    /** The key was used for something else. */
    MISMATCH,
    /** The step has no name, and nothing tells whether it is the same one. */
    AMBIGUOUS,
    /** It must not happen any more. */
    BARRED,
    /** It is too long ago. */
    EXPIRED
  }

  /** What an attempt to undo does first, to the row of the effect. */
  enum Undo {
    /** Bar it; there is nothing to undo. */
    BAR,
    /** Note that it is undone; undo it. */
    BEGIN,
    /** Undo it: the note is there. */
    GO_ON,
    /** There is nothing to undo, and nothing to bar. */
    NOTHING,
    /** Come back when the lease has ended. */
    WAIT,
    /** It is too long ago. */
    EXPIRED
  }

  private Entry() {}

  /**
   * Decides about an effect.
   *
   * @param row what is known of the key; null if nothing is
   * @param mode how the effect would be done
   * @param fingerprint of what the key is used for
   * @param life which call of an unnamed step it is; null if the step is named
   */
  static Decision decide(@Nullable Row row, Mode mode, String fingerprint, @Nullable String life) {
    if (row == null) {
      return Decision.RUN;
    }
    if (row.fingerprint() != null && !row.fingerprint().equals(fingerprint)) {
      return Decision.MISMATCH;
    }
    if (row.state() == State.EXPIRED || row.horizonLeft() < 0) {
      return Decision.EXPIRED;
    }
    if (row.life() != null && life != null && !row.life().equals(life)) {
      return Decision.AMBIGUOUS;
    }
    return switch (row.state()) {
      case DONE -> Decision.RETURN;
      case REJECTED -> Decision.REJECT;
      case BARRED, UNDONE -> Decision.BARRED;
      case FREE -> Decision.RUN;
      case RESERVED -> row.leaseLeft() > 0 ? Decision.WAIT : open(row.mode(), mode);
      case UNKNOWN -> open(row.mode(), mode);
      case EXPIRED -> throw new AssertionError();
    };
  }

  /**
   * An attempt was at it, by one mode, and it may have happened; the next has another mode perhaps.
   */
  private static Decision open(Mode before, Mode now) {
    if (now == Mode.QUERY_FIRST) {
      return Decision.ASK;
    }
    boolean isSafe = before == Mode.SAME_TRANSACTION || (before == now && now == Mode.PROVIDER_KEY);
    return isSafe ? Decision.TAKE_OVER : Decision.UNKNOWN;
  }

  /**
   * Decides about an undo.
   *
   * @param row of the effect; null if nothing is known of it
   */
  static Undo decide(@Nullable Row row) {
    if (row == null) {
      return Undo.BAR;
    }
    return switch (row.state()) {
      case FREE -> Undo.BAR;
      case DONE, UNKNOWN -> row.horizonLeft() < 0 ? Undo.EXPIRED : Undo.BEGIN;
      case RESERVED -> row.leaseLeft() > 0 ? Undo.WAIT : Undo.BEGIN;
      case UNDONE -> Undo.GO_ON;
      case BARRED, REJECTED -> Undo.NOTHING;
      case EXPIRED -> Undo.EXPIRED;
    };
  }
}
