// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

/** How long a breaker stays open. */
final class Waits {

  private Waits() {}

  /**
   * The wait of an attempt, in milliseconds.
   *
   * @param attempt how often the breaker has opened since it was closed, from 1
   * @param draw decides the jitter: the same draw gives the same wait, in every replay
   */
  static long millis(BreakerRules rules, int attempt, long draw) {
    double first = (double) rules.getOpenWait().toMillis();
    double wait = first * Math.pow(rules.getOpenWaitCoefficient(), Math.max(0, attempt - 1));
    double bounded = Math.min(wait, (double) rules.getMaximumOpenWait().toMillis());
    return Math.max(1, Math.round(bounded * (1 + rules.getJitter() * spread(draw))));
  }

  /** A number from -1 to 1 that looks random and is not: the mixer of SplitMix64. */
  private static double spread(long draw) {
    long bits = draw * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    bits ^= bits >>> 31;
    return (double) (bits >>> 11) * 0x1.0p-52 - 1;
  }
}
