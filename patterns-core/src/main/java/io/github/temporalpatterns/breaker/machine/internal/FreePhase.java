// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.State;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Everything is permitted, whatever happens: disabled, or counting without consequence. */
final class FreePhase extends Phase {
  private final Permit.Standing standing = new Permit.Standing(this);
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
  Permit.Standing standing() {
    return standing;
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
