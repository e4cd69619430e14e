// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A trail meets every cycle, soon, and nothing else. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class TrailTest {

  @Test
  void meetsEveryCycleBeforeItWasGoneThreeTimes() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      int first = random.nextInt(200);
      int length = 1 + random.nextInt(200);
      int steps = stepsUntilMet(first, length);
      assertThat(steps)
          .as("first %d, length %d", first, length)
          .isBetween(first + length, 2 * Math.max(first, length) + length + 1);
    }
  }

  @Test
  void meetsNothingOnAWayThatEnds() {
    Trail trail = Trail.START;
    for (int cursor = 0; cursor < 3_000; cursor++) {
      assertThat(trail.meets("c" + cursor)).isFalse();
      trail = trail.after("c" + cursor);
    }
  }

  /** Along cursors 0, 1, ..., of which the last of a cycle points to its first. */
  private static int stepsUntilMet(int first, int length) {
    Trail trail = Trail.START;
    int cursor = 0;
    int steps = 0;
    while (!trail.meets("c" + cursor)) {
      trail = trail.after("c" + cursor);
      cursor = cursor + 1 == first + length ? first : cursor + 1;
      steps++;
    }
    return steps;
  }
}
