// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.State;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One state of the machine, from the moment it is entered until it is left for good. */
abstract class Phase {
  /** How a call ended. */
  record Call(boolean failed, boolean slow, long retryAfter) {}

  final Machine machine;
  final Window window;

  /** How often the breaker has opened since it was closed. */
  final int attempts;

  /** Why it opened last. */
  final @Nullable Trip trip;

  Phase(Machine machine, Window window, int attempts, @Nullable Trip trip) {
    this.machine = machine;
    this.window = window;
    this.attempts = attempts;
    this.trip = trip;
  }

  abstract State state();

  /** Whether it would grant a permit. */
  abstract boolean grants();

  /** What grants every call a permit as long as this lasts, no matter when; or null. */
  Permit.@Nullable Standing standing() {
    return null;
  }

  /** How many permits it would grant one after the other. */
  int room() {
    return grants() ? Integer.MAX_VALUE : 0;
  }

  /** Hands out a permit, after it said that it grants one. */
  void grant(LongSupplier clock) {}

  /** Takes back the permit of a call that does not count. */
  void release() {}

  /** Notes how a permitted call ended. */
  void record(Call call) {}

  /**
   * Adds what others have counted.
   *
   * @param retryAfter how long their callee asked to be left alone, in milliseconds, or 0
   * @param mayOpen whether enough of the others agree that it is bad
   */
  void merge(List<Bucket> deltas, long retryAfter, BooleanSupplier mayOpen) {}

  /** The last millisecond of this phase, if nothing but time passes. */
  long until() {
    return Waits.NEVER;
  }

  /** What time alone has made of it: itself as long as it lasts. */
  Phase lapsed() {
    return this;
  }

  /** What it becomes when somebody asks for a permit. */
  Phase asked() {
    return this;
  }

  /** How many failures came one after the other, as far as that counts. */
  int failuresInRow() {
    return 0;
  }
}
