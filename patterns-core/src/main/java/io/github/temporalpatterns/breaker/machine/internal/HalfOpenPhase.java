// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState.Cause;
import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.State;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A few calls are permitted; how they end decides. */
final class HalfOpenPhase extends Phase {
  private int permits;
  private int underWay;
  private long lastGrant;

  /** Goes on with probes that have ended, as letters. */
  HalfOpenPhase(Machine machine, String ended, int attempts, @Nullable Trip trip) {
    super(machine, window(machine.rules(), ended), attempts, trip);
    permits = machine.rules().getProbes() - (inRow() ? 0 : window.calls());
  }

  private static Window window(BreakerRules rules, String ended) {
    Integer enough = rules.getSuccessesToClose();
    return enough == null
        ? CountWindow.of(
            rules.getProbes(), Math.min(rules.getMinimumCalls(), rules.getProbes()), ended)
        : CountWindow.of(enough, 1, ended);
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
  void grant(LongSupplier clock) {
    permits--;
    underWay++;
    lastGrant = clock.getAsLong();
  }

  @Override
  void release() {
    underWay--;
    permit();
  }

  /** No more than the rules say, whatever processes report. */
  private void permit() {
    permits = Math.min(permits + 1, machine.rules().getProbes());
  }

  @Override
  void record(Call call) {
    underWay--;
    window.record(machine.clock(), call.failed(), call.slow());
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
      machine.open(Cause.PROBES, call.retryAfter(), this);
    } else if (enough != null && window.calls() >= enough) {
      machine.close();
    } else {
      permit();
    }
  }

  private void recordRate(Call call) {
    if (machine.exceeded(window) != null) {
      machine.open(Cause.PROBES, call.retryAfter(), this);
    } else if (window.isEnough()) {
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
    return underWay <= 0 || deadline == null ? Waits.NEVER : lastGrant + deadline.toMillis();
  }

  /** Opens at the deadline, however much later somebody looks. */
  @Override
  Phase lapsed() {
    long until = until();
    boolean isOver = until != Waits.NEVER && machine.clock().getAsLong() > until;
    return isOver ? machine.opened(Cause.NO_ANSWER, until, 0, this) : this;
  }
}
