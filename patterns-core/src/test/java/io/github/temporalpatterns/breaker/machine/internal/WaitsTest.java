// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How long a breaker is open. */
final class WaitsTest {
  private static final BreakerRules GROWING =
      BreakerRules.newBuilder()
          .setOpenBackoff(Duration.ofMillis(100), 2, Duration.ofMillis(350))
          .setJitter(0.5)
          .build();

  @Test
  void growsAndVariesByTheJitterButNeverBeyondTheMaximum() {
    assertSpread(waits(GROWING, 1), 50, 150);
    assertSpread(waits(GROWING, 2), 100, 300);
    assertSpread(waits(GROWING, 3), 175, 350);
    assertSpread(waits(GROWING, 9), 175, 350);
    assertSpread(waits(GROWING, Integer.MAX_VALUE), 175, 350);
  }

  @Test
  void variesAWaitThatDoesNotGrowBothWays() {
    BreakerRules same = GROWING.toBuilder().setOpenWait(Duration.ofMillis(100)).build();
    assertSpread(waits(same, 7), 50, 150);
  }

  @Test
  void takesAYearForWhatIsLonger() {
    assertThat(Waits.millis(Duration.ofSeconds(Long.MAX_VALUE)))
        .isEqualTo(Duration.ofDays(365).toMillis());
    assertThat(Waits.millis(Duration.ofMillis(7))).isEqualTo(7);
  }

  private static List<Long> waits(BreakerRules rules, int attempt) {
    return LongStream.range(0, 200)
        .map(draw -> Waits.millis(rules, attempt, draw))
        .boxed()
        .toList();
  }

  /** Over nearly all of the range, and nowhere in a heap. */
  private static void assertSpread(List<Long> waits, long shortest, long longest) {
    long margin = (longest - shortest) / 10;
    TreeSet<Long> different = new TreeSet<>(waits);
    assertThat(different.first()).isBetween(shortest, shortest + margin);
    assertThat(different.last()).isBetween(longest - margin, longest);
    assertThat(different).hasSizeGreaterThan(50);
  }
}
