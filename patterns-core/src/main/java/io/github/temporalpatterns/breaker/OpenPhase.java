// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.CircuitBreaker.State;

/** Nothing is permitted until a time; whoever asks first after it makes the breaker half-open. */
final class OpenPhase extends Phase {
  private final State state;
  private final long until;

  /** Opens by itself, or forced by an operator. */
  OpenPhase(Machine machine, State state, Window window, int attempts, long until) {
    super(machine, window, attempts);
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
  void expire(long now) {
    machine.halfOpen(attempts);
  }
}
