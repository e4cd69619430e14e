// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The library's own guard, but its wait is over when the test says so. Writes down what it is told.
 */
final class WatchedGuard implements Guard {
  private static final Rejection WAITS =
      new Rejection("service", State.OPEN, Duration.ofHours(1), "a test");

  private final Guard machine;
  private final List<Kind> ended = new CopyOnWriteArrayList<>();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean waits;

  WatchedGuard(BreakerRules rules) {
    machine = Guard.of("service", rules);
  }

  /** The first failure opens it; as far as these rules go, the wait is over at once. */
  static BreakerRules.Builder rules() {
    return BreakerRules.newBuilder().setConsecutiveFailures(1).setOpenWait(Duration.ofMillis(1));
  }

  /** From now on the wait is not over, or over. */
  void setWaits(boolean waits) {
    this.waits = waits;
  }

  /** How each permitted call has ended; one that gave its permit back twice is there twice. */
  List<Kind> ended() {
    return ended;
  }

  /** How many calls were not permitted. */
  int turnedAway() {
    return turnedAway.get();
  }

  /** How often a gate has looked. */
  int looks() {
    return looks.get();
  }

  State state() {
    return Objects.requireNonNull(machine.status()).state();
  }

  @Override
  public Answer ask() {
    Answer answer = waits ? Answer.rejected(WAITS) : machine.ask();
    Pass pass = answer.pass();
    if (pass == null) {
      turnedAway.incrementAndGet();
      return answer;
    }
    return Answer.granted(
        call -> {
          ended.add(call.kind());
          pass.end(call);
        });
  }

  @Override
  public int room() {
    looks.incrementAndGet();
    return waits ? 0 : machine.room();
  }

  @Override
  public @Nullable Status status() {
    return machine.status();
  }
}
