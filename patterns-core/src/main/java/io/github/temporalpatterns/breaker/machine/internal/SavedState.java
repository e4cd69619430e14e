// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.BreakerState;

/** What a state must keep so that a breaker can go on with it. */
public final class SavedState {
  private static final int MOST_LETTERS = 10_000;
  private static final int MOST_BUCKETS = 3_601;

  private SavedState() {}

  /**
   * Checks one that came with a run's input.
   *
   * @throws IllegalStateException if a newer release wrote it: the workflow task fails, and a
   *     worker of that release goes on with it
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.InvalidState} if nobody could go
   *     on with it
   */
  public static void check(String name, BreakerState state) {
    checkSchema(state.schema(), BreakerState.SCHEMA);
    DataCheck check = new DataCheck("state of breaker " + name + ": ", FailureTypes.INVALID_STATE);
    check.present("name", state.name());
    check.present("state", state.state());
    check.range("generation", state.generation(), 0, Long.MAX_VALUE);
    check.range("attempts", state.attempts(), 0, Integer.MAX_VALUE - 1);
    check.range("failuresInRow", state.failuresInRow(), 0, Integer.MAX_VALUE - 1);
    check.range("calls", state.calls().length(), 0, MOST_LETTERS);
    if (!CountWindow.isWritten(state.calls())) {
      throw check.refused("calls: must be letters that each stand for a call");
    }
    check.buckets(state.buckets(), MOST_BUCKETS);
    if (state.operators() != null) {
      state.operators().audit().forEach(entry -> check.present("audit", entry));
    }
    if (state.trip() != null) {
      check.present("cause of trip", state.trip().cause());
    }
  }

  public static void checkSchema(int schema, int newest) {
    if (schema > newest) {
      throw new IllegalStateException(
          "state of a breaker: schema must be at most %d, was %d: a newer release wrote it"
              .formatted(newest, schema));
    }
  }
}
