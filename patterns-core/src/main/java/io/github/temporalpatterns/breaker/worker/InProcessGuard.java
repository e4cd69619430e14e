// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.breaker.machine.internal.Permit;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine for the threads of one process, one after the other. While it permits every
 * call, nobody waits for a permit: only the ends of calls take turns.
 */
@RunsIn(ACTIVITY)
final class InProcessGuard implements Guard {
  private final String name;
  private final Machine machine;

  /** What permits every call at any time; null if somebody must look. */
  private volatile Permit.@Nullable Standing standing;

  InProcessGuard(String name, BreakerRules rules, Ticker ticker) {
    this.name = name;
    // Processes that start together must not probe together.
    machine = new Machine(rules, System.identityHashCode(this) + ticker.nanos(), ticker::millis);
    standing = machine.standing();
  }

  @Override
  public Answer ask() {
    Permit.Standing known = standing;
    return known == null ? askInTurn() : Answer.granted(new Granted(known.permit()));
  }

  private synchronized Answer askInTurn() {
    Permit permit = machine.tryAcquire();
    return permit == null
        ? Answer.rejected(machine.rejection(name))
        : Answer.granted(new Granted(permit));
  }

  private synchronized void end(Permit permit, Ended call) {
    switch (call.kind()) {
      case SUCCESSFUL -> machine.success(permit, call.took());
      case FAILED -> {
        Duration retryAfter = call.retryAfter();
        String failure = call.failure() == null ? "a failed result" : call.failure();
        machine.failure(
            permit, call.took(), failure, retryAfter == null ? 0 : Waits.millis(retryAfter));
      }
      case IGNORED -> machine.release(permit);
    }
    Permit.Standing known = machine.standing();
    if (standing != known) {
      standing = known; // so seldom that the calls in between need not pay for it
    }
  }

  @Override
  public synchronized int room() {
    return machine.room();
  }

  @Override
  public synchronized Status status() {
    return machine.status(name, 0, List.of());
  }

  /** A pass that gives its permit back. */
  private final class Granted implements Pass {
    private final Permit permit;

    private Granted(Permit permit) {
      this.permit = permit;
    }

    @Override
    public void end(Ended call) {
      InProcessGuard.this.end(permit, call);
    }
  }
}
