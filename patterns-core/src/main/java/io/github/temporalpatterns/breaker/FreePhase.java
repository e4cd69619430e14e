// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Everything is permitted, whatever happens: disabled, or counting without consequence. */
final class FreePhase extends Phase {
  private final State state;

  FreePhase(Machine machine, State state, Window window) {
    super(machine, window, 0);
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
  void record(Call call) {
    if (state == State.METRICS_ONLY) {
      window.record(call.now(), call.failed(), call.slow());
    }
  }

  @Override
  void merge(List<Bucket> deltas, Call last, BooleanSupplier mayOpen) {
    if (state == State.METRICS_ONLY && window instanceof TimeWindow time) {
      deltas.forEach(delta -> time.merge(last.now(), delta));
    }
  }
}
