// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.BreakerState.Trip;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Everything is permitted, whatever happens: disabled, or counting without consequence. */
final class FreePhase extends Phase {
  private final State state;

  FreePhase(Machine machine, State state, Window window, @Nullable Trip trip) {
    super(machine, window, 0, trip);
    this.state = state;
  }

  @Override
  State state() {
    return state;
  }

  @Override
  boolean grants() {
    return true;
  }

  @Override
  boolean grantsAll() {
    return true;
  }

  @Override
  void record(Call call) {
    if (state == State.METRICS_ONLY) {
      window.record(machine.clock(), call.failed(), call.slow());
    }
  }

  @Override
  void merge(List<Bucket> deltas, long retryAfter, BooleanSupplier mayOpen) {
    if (state == State.METRICS_ONLY && window instanceof TimeWindow time) {
      deltas.forEach(delta -> time.merge(machine.clock().getAsLong(), delta));
    }
  }
}
