// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import java.time.Duration;
import java.time.Instant;

/** How long a breaker stays open, and times as the machine wants them. Internal, not API. */
public final class Waits {
  /** A time that no clock reaches. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final Duration LONGEST = Duration.ofDays(365);

  private Waits() {}

  /** Of a time that somebody else names: a year stands for what is longer. */
  public static long millis(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : time.toMillis();
  }

  /** Milliseconds since the epoch; {@link #NEVER} for what lies beyond. */
  public static long millis(Instant time) {
    Instant soonest = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    return soonest.isAfter(Instant.ofEpochMilli(NEVER)) ? NEVER : soonest.toEpochMilli();
  }

  /**
   * The wait of an attempt, in milliseconds. The jitter never makes it longer than the maximum, and
   * spreads the waits all the same where that is reached.
   *
   * @param attempt how often the breaker has opened since it was closed, from 1
   * @param draw decides the jitter: the same draw gives the same wait, in every replay
   */
  static long millis(BreakerRules rules, int attempt, long draw) {
    double first = (double) rules.getOpenWait().toMillis();
    double wait = first * Math.pow(rules.getOpenWaitCoefficient(), Math.max(0, attempt - 1));
    double maximum = (double) rules.getMaximumOpenWait().toMillis();
    double shortest = Math.min(wait, maximum) * (1 - rules.getJitter());
    double longest = Math.min(wait * (1 + rules.getJitter()), maximum);
    return Math.max(1, Math.round(shortest + (longest - shortest) * spread(draw)));
  }

  /** A number from 0 to 1 that looks random and is not: the mixer of SplitMix64. */
  private static double spread(long draw) {
    long bits = draw * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    bits ^= bits >>> 31;
    return (double) (bits >>> 11) * 0x1.0p-53;
  }
}
