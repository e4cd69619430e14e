// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Cause;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import java.time.Duration;

/** A few calls are permitted; how they end decides. */
final class HalfOpenPhase extends Phase {
  private int permits;
  private long lastGrant;

  /** Goes on with probes that have ended, as letters. */
  HalfOpenPhase(Machine machine, String ended, int attempts) {
    super(machine, CountWindow.of(size(machine.rules()), ended), attempts);
    permits = machine.rules().getProbes() - (inRow() ? 0 : window.calls());
  }

  private static int size(BreakerRules rules) {
    Integer enough = rules.getSuccessesToClose();
    return enough == null ? rules.getProbes() : enough;
  }

  @Override
  State state() {
    return State.HALF_OPEN;
  }

  @Override
  boolean grants() {
    return permits > 0;
  }

  @Override
  int room() {
    return permits;
  }

  @Override
  void grant(long now) {
    permits--;
    lastGrant = now;
  }

  @Override
  void release() {
    permits++;
  }

  @Override
  void record(Call call) {
    window.record(call.now(), call.failed(), call.slow());
    if (inRow()) {
      recordInRow(call);
    } else {
      recordRate(call);
    }
  }

  /** One failure opens; a success makes room for the next probe until there are enough. */
  private void recordInRow(Call call) {
    Integer enough = machine.rules().getSuccessesToClose();
    if (call.failed() || call.slow()) {
      machine.open(Cause.PROBES, call, this);
    } else if (enough != null && window.calls() >= enough) {
      machine.close();
    } else {
      permits++;
    }
  }

  private void recordRate(Call call) {
    int enough = Math.min(machine.rules().getMinimumCalls(), machine.rules().getProbes());
    if (machine.exceeded(window, enough) != null) {
      machine.open(Cause.PROBES, call, this);
    } else if (window.calls() >= enough) {
      machine.close();
    }
  }

  private boolean inRow() {
    return machine.rules().getSuccessesToClose() != null;
  }

  /** Probes that never report must not keep the breaker half-open for ever. */
  @Override
  long until() {
    Duration deadline = machine.rules().getProbeDeadline();
    return permits > 0 || deadline == null ? NEVER : lastGrant + deadline.toMillis();
  }

  @Override
  void expire(long now) {
    machine.open(Cause.NO_ANSWER, new Call(now, true, false, 0), this);
  }
}
