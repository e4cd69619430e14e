// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;

/**
 * Finds when the oldest of many runs began, on a server that lists the newest first and does not
 * sort: counts those that began before a time until they fit on a page.
 */
final class OldestRun {
  private static final Duration FIRST_STEP = Duration.ofMinutes(1);
  private static final int FACTOR = 8;
  private static final Duration FINEST = Duration.ofMillis(1);

  private OldestRun() {}

  /**
   * Goes back from now in growing steps, then halves.
   *
   * @param begunBefore counts the runs that began before a time
   * @param page how many fit on a page
   * @return a time before which some began, on one page; on more only if they began at once
   */
  static Instant before(Instant now, int page, ToLongFunction<Instant> begunBefore) {
    Instant none = Instant.EPOCH;
    Instant some = now;
    Duration back = FIRST_STEP;
    while (Duration.between(none, some).compareTo(FINEST) > 0) {
      Instant time = now.minus(back);
      back = back.multipliedBy(FACTOR);
      if (!time.isAfter(none)) {
        time = none.plus(Duration.between(none, some).dividedBy(2));
      }
      long before = begunBefore.applyAsLong(time);
      if (before == 0) {
        none = time;
        back = Duration.between(Instant.EPOCH, now);
      } else if (before <= page) {
        return time;
      } else {
        some = time;
      }
    }
    return some;
  }
}
