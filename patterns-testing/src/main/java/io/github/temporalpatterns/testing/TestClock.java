// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.time.GuardedTime;
import io.github.temporalpatterns.testing.internal.time.ServerTime.Interest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * The server's clock, in the hands of the test.
 *
 * <p>Client side, tests only; from {@link PatternEnv#clock()} or as a parameter of a {@link
 * PatternTest}. Where time is skipped, it passes only while a method of this clock lets it, or
 * while the test waits for a result or an update through {@link Scenario} or {@link
 * PatternEnv#client()}. It stops at the event that the test waited for, so a signal sent then is
 * not late, and no wait leaps years ahead. On other servers the same calls take real time.
 *
 * <pre>{@code
 * order.start(o -> o.place("book"));
 * clock.until("a reminder", () -> order.attempts().of("Remind").count() == 1, Duration.ofDays(8));
 * order.stub().confirm();
 * clock.runToEnd(order, Duration.ofHours(1));
 * }</pre>
 *
 * <p>For how long a run took, use {@link Scenario#elapsed()}, which reads its history: this clock
 * may have gone on since.
 *
 * <p><b>Threads</b>: safe; while one thread waits, time passes for all.
 */
public final class TestClock {
  private final GuardedTime time;

  TestClock(GuardedTime time) {
    this.time = time;
  }

  /**
   * Returns the server's time.
   *
   * @return now; virtual where time is skipped
   */
  public Instant now() {
    return time.now();
  }

  /**
   * Lets an amount of time pass, in which timers fire, activities are tried again and timeouts
   * expire. Work that begins at its very end may not be finished when this method returns.
   *
   * @param duration how long on the server's clock, not negative
   * @throws IllegalArgumentException if it is negative
   * @throws AssertionError if the watchdog's time is spent first, because an activity runs in real
   *     time or a worker is missing; it says which
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + duration);
    }
    time.pass(duration);
  }

  /**
   * Lets time pass until a condition holds, and no longer.
   *
   * @param what the condition in words, for the report
   * @param condition asked whenever a worker has reported something
   * @param atMost how much of the server's time may pass
   * @throws AssertionError if that or the watchdog's time is spent first, or a workflow task fails;
   *     it says what the open runs wait for
   */
  public void until(String what, BooleanSupplier condition, Duration atMost) {
    time.pass(what, Interest.ANYTHING, condition, atMost);
  }

  /**
   * Lets time pass until a run has closed, in whatever way.
   *
   * @param scenario the started run; followed through continue-as-new
   * @param atMost how much of the server's time may pass
   * @throws AssertionError if that or the watchdog's time is spent first, or a workflow task fails;
   *     it says what the open runs wait for
   */
  public void runToEnd(Scenario<?> scenario, Duration atMost) {
    String what = "the end of " + scenario.execution().getWorkflowId();
    time.pass(what, Interest.CLOSING, scenario::isClosed, atMost);
  }
}
