// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first of many, found by counting. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class OldestRunTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final int PAGE = 10;

  private final AtomicInteger counts = new AtomicInteger();

  @Test
  void findsAPageThatHasTheFirstAndFewOthers() {
    Random random = new Random(7);
    for (int population = 0; population < 500; population++) {
      long age = Duration.ofMinutes(1L << random.nextInt(24)).toMillis();
      List<Instant> runs =
          LongStream.generate(() -> (long) (age * random.nextDouble()))
              .limit(PAGE + 1 + random.nextInt(500))
              .mapToObj(NOW::minusMillis)
              .toList();
      Instant first = runs.stream().min(Instant::compareTo).orElseThrow();

      Instant time = search(runs);

      assertThat(time).isAfter(first);
      assertThat(count(runs, time)).isBetween(1L, (long) PAGE);
      assertThat(counts).as("for %d runs of %d ms", runs.size(), age).hasValueLessThan(30);
    }
  }

  @Test
  void endsWhenTooManyBeganAtOnce() {
    Instant once = NOW.minus(Duration.ofDays(400));
    List<Instant> runs = LongStream.range(0, 50).mapToObj(any -> once).toList();

    assertThat(Duration.between(once, search(runs)).toNanos()).isBetween(1L, 1_000_000L);
    assertThat(counts).hasValueLessThan(60);
  }

  @Test
  void endsWhenAllAreGoneMeanwhile() {
    assertThat(search(List.of())).isEqualTo(NOW);
  }

  private Instant search(List<Instant> runs) {
    counts.set(0);
    return OldestRun.before(
        NOW,
        PAGE,
        time -> {
          counts.incrementAndGet();
          return count(runs, time);
        });
  }

  private static long count(List<Instant> runs, Instant time) {
    return runs.stream().filter(run -> run.isBefore(time)).count();
  }
}
