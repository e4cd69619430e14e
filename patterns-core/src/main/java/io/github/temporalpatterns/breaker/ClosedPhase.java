// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.BreakerState.Cause;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Everything is permitted and counted. */
final class ClosedPhase extends Phase {
  private int failuresInRow;

  ClosedPhase(Machine machine, Window window, int failuresInRow) {
    super(machine, window, 0);
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
  void record(Call call) {
    window.record(call.now(), call.failed(), call.slow());
    failuresInRow = call.failed() ? failuresInRow + 1 : 0;
    Cause cause = cause();
    if (cause != null) {
      machine.open(cause, call, this);
    }
  }

  @Override
  void merge(List<Bucket> deltas, Call last, BooleanSupplier mayOpen) {
    if (window instanceof TimeWindow time) {
      deltas.forEach(delta -> time.merge(last.now(), delta));
      Cause cause = machine.exceeded(window, machine.rules().getMinimumCalls());
      if (cause != null && mayOpen.getAsBoolean()) {
        machine.open(cause, last, this);
      }
    }
  }

  private @Nullable Cause cause() {
    Integer most = machine.rules().getConsecutiveFailures();
    if (most != null && failuresInRow >= most) {
      return Cause.CONSECUTIVE_FAILURES;
    }
    return machine.exceeded(window, machine.rules().getMinimumCalls());
  }

  @Override
  int failuresInRow() {
    return failuresInRow;
  }
}
