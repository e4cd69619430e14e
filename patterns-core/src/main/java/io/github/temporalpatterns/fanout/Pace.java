// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Spreads calls over time. A call begins when the items before it are paid for, at so many items a
 * second; up to a second's worth is saved up, so that a timer is needed once a second at most.
 * Pure.
 */
final class Pace {
  private static final long TICK = 1_000;

  private final long pauseMillis;
  private @Nullable Double rate;
  private long now;
  private long pauseEnds;
  private double owed;

  /** With a pause after each call. */
  Pace(long pauseMillis) {
    this.pauseMillis = pauseMillis;
  }

  /**
   * Notes the time, and at how many items a second it goes on; null for any number.
   *
   * @return how long no call may begin; zero if one may
   */
  Duration at(long millis, @Nullable Double itemsPerSecond) {
    if (rate != null) {
      owed = Math.max(owed - rate * (millis - now) / TICK, -rate);
    }
    now = millis;
    rate = itemsPerSecond;
    owed = itemsPerSecond == null ? 0 : owed;
    return Duration.ofMillis(Math.max(pauseEnds - now, unpaid()));
  }

  /** Notes that a call has begun. */
  void began(int items) {
    pauseEnds = now + pauseMillis;
    owed += items;
  }

  /** A call of more than a second's worth waits longer than a tick. */
  private long unpaid() {
    if (rate == null || owed < 1e-6) {
      return 0;
    }
    return Math.max(TICK, (long) Math.ceil(owed * TICK / rate));
  }
}
