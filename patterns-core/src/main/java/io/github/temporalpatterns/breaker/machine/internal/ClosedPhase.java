// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.BreakerState.Cause;
import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.State;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Everything is permitted and counted. */
final class ClosedPhase extends Phase {
  private final Permit.Standing standing = new Permit.Standing(this);
  private int failuresInRow;

  ClosedPhase(Machine machine, Window window, @Nullable Trip trip, int failuresInRow) {
    super(machine, window, 0, trip);
    this.failuresInRow = failuresInRow;
  }

  @Override
  State state() {
    return State.CLOSED;
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
    window.record(machine.clock(), call.failed(), call.slow());
    failuresInRow = call.failed() ? failuresInRow + 1 : 0;
    Cause cause = cause();
    if (cause != null) {
      machine.open(cause, call.retryAfter(), this);
    }
  }

  @Override
  void merge(List<Bucket> deltas, long retryAfter, BooleanSupplier mayOpen) {
    if (window instanceof TimeWindow time) {
      deltas.forEach(delta -> time.merge(machine.clock().getAsLong(), delta));
      Cause cause = machine.exceeded(window);
      if (cause != null && mayOpen.getAsBoolean()) {
        machine.open(cause, retryAfter, this);
      }
    }
  }

  private @Nullable Cause cause() {
    Integer most = machine.rules().getConsecutiveFailures();
    if (most != null && failuresInRow >= most) {
      return Cause.CONSECUTIVE_FAILURES;
    }
    return machine.exceeded(window);
  }

  @Override
  int failuresInRow() {
    return failuresInRow;
  }
}
