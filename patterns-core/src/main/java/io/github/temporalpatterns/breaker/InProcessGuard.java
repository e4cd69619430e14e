// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.BreakerOperator.Status;
import io.github.temporalpatterns.breaker.WorkerBreaker.Answer;
import io.github.temporalpatterns.breaker.WorkerBreaker.Ended;
import java.time.Duration;

/** The state machine for the threads of one process, one after the other. */
@RunsIn(ACTIVITY)
final class InProcessGuard implements WorkerBreaker.Guard {
  private final String name;
  private final Machine machine;
  private final Ticker ticker;

  InProcessGuard(String name, BreakerRules rules, Ticker ticker) {
    this.name = name;
    this.ticker = ticker;
    // Processes that start together must not probe together.
    machine = new Machine(rules, System.identityHashCode(this) + ticker.nanos());
  }

  @Override
  public synchronized Answer ask() {
    long now = ticker.millis();
    Permit permit = machine.tryAcquire(now);
    return permit == null
        ? Answer.rejected(Snapshot.rejection(name, machine, now))
        : Answer.granted(call -> end(permit, call));
  }

  private synchronized void end(Permit permit, Ended call) {
    switch (call.kind()) {
      case SUCCESSFUL -> machine.success(permit, ticker.millis());
      case FAILED -> {
        Duration retryAfter = call.retryAfter();
        String failure = call.failure() == null ? "a failed result" : call.failure();
        machine.failure(
            permit, ticker.millis(), failure, retryAfter == null ? 0 : retryAfter.toMillis());
      }
      case IGNORED -> machine.release(permit);
    }
  }

  @Override
  public synchronized int room() {
    return machine.room(ticker.millis());
  }

  @Override
  public synchronized Status status() {
    return Snapshot.of(name, machine, 0);
  }
}
