// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.State;
import org.jspecify.annotations.Nullable;

/** Nothing is permitted until a time; whoever asks first after it makes the breaker half-open. */
final class OpenPhase extends Phase {
  private final State state;
  private final long until;

  /** Opens by itself, or forced by an operator. */
  OpenPhase(
      Machine machine, State state, Window window, int attempts, @Nullable Trip trip, long until) {
    super(machine, window, attempts, trip);
    this.state = state;
    this.until = until;
  }

  @Override
  State state() {
    return state;
  }

  @Override
  boolean grants() {
    return false;
  }

  @Override
  long until() {
    return until;
  }

  @Override
  Phase asked() {
    boolean isOver = until != Waits.NEVER && machine.clock().getAsLong() > until;
    return isOver ? new HalfOpenPhase(machine, "", attempts, trip) : this;
  }
}
