// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One state of the machine, from the moment it is entered until it is left for good. */
abstract class Phase {
  static final long NEVER = Long.MAX_VALUE;

  /** Milliseconds since the epoch; {@link #NEVER} for what lies beyond. */
  static long millis(Instant time) {
    Instant soonest = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    return soonest.isAfter(Instant.ofEpochMilli(NEVER)) ? NEVER : soonest.toEpochMilli();
  }

  /** How a call ended. */
  record Call(long now, boolean failed, boolean slow, long retryAfter) {}

  final Machine machine;
  final Window window;

  /** How often the breaker has opened since it was closed. */
  final int attempts;

  Phase(Machine machine, Window window, int attempts) {
    this.machine = machine;
    this.window = window;
    this.attempts = attempts;
  }

  abstract State state();

  /** Whether it would grant a permit. */
  abstract boolean grants();

  /** How many permits it would grant one after the other. */
  int room() {
    return grants() ? Integer.MAX_VALUE : 0;
  }

  /** Hands out a permit, after it said that it grants one. */
  void grant(long now) {}

  /** Takes back the permit of a call that does not count. */
  void release() {}

  /** Notes how a permitted call ended. */
  void record(Call call) {}

  /**
   * Adds what others have counted.
   *
   * @param last the moment and the retry-after of what was counted last
   * @param mayOpen whether enough of the others agree that it is bad
   */
  void merge(List<Bucket> deltas, Call last, BooleanSupplier mayOpen) {}

  /** The last millisecond of this phase, if nothing but time passes. */
  long until() {
    return NEVER;
  }

  /** Enters what follows when its time is over. */
  void expire(long now) {}

  /** How many failures came one after the other, as far as that counts. */
  int failuresInRow() {
    return 0;
  }
}
