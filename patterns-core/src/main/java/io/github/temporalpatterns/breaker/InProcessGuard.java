// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.BreakerOperator.Status;
import io.github.temporalpatterns.breaker.WorkerBreaker.Answer;
import io.github.temporalpatterns.breaker.WorkerBreaker.Ended;
import io.github.temporalpatterns.breaker.WorkerBreaker.Pass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state machine for the threads of one process, one after the other. While it permits every
 * call, nobody waits for a permit: only the ends of calls take turns.
 */
@RunsIn(ACTIVITY)
final class InProcessGuard implements WorkerBreaker.Guard {
  private final String name;
  private final Machine machine;

  /** The phase that permits every call at any time; null if somebody must look. */
  private volatile @Nullable Phase free;

  InProcessGuard(String name, BreakerRules rules, Ticker ticker) {
    this.name = name;
    // Processes that start together must not probe together.
    machine = new Machine(rules, System.identityHashCode(this) + ticker.nanos(), ticker::millis);
    free = freePhase();
  }

  @Override
  public Answer ask() {
    Phase phase = free;
    return phase == null ? askInTurn() : Answer.granted(new Granted(new Permit(phase)));
  }

  private synchronized Answer askInTurn() {
    Permit permit = machine.tryAcquire();
    return permit == null
        ? Answer.rejected(Snapshot.rejection(name, machine))
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
    Phase phase = freePhase();
    if (free != phase) {
      free = phase; // so seldom that the calls in between need not pay for it
    }
  }

  private @Nullable Phase freePhase() {
    return machine.phase().grantsAll() ? machine.phase() : null;
  }

  @Override
  public synchronized int room() {
    return machine.room();
  }

  @Override
  public synchronized Status status() {
    return Snapshot.of(name, machine, 0);
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
