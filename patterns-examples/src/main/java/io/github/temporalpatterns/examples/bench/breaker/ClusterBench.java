// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import io.github.temporalpatterns.breaker.ClusterBreaker;
import io.github.temporalpatterns.breaker.ClusterBreaker.Cost;
import io.github.temporalpatterns.breaker.ClusterBreakerOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a breaker costs that many processes share, in virtual time. */
final class ClusterBench {
  private static final int[] PROCESSES = {2, 50, 200, 1_000, 2_000};
  private static final int FIGURES = 1_000;
  private static final double CALLS_PER_SECOND = 1;
  private static final long SEED = 42;

  private final PrintStream out;

  ClusterBench(PrintStream out) {
    this.out = out;
  }

  /** Plays an hour for each number of processes; gives the figures of 1,000. */
  Map<String, Object> run() {
    ClusterBreakerOptions options = ClusterBreakerOptions.newBuilder("bench", "bench").build();
    Map<String, Object> figures = new LinkedHashMap<>();
    out.printf("an hour of a shared breaker, seed %d, down for five minutes:%n", SEED);
    out.printf(
        "%9s %9s %9s %12s %9s %9s%n",
        "processes", "reports", "events", "questions/s", "opens", "all stop");
    for (int processes : PROCESSES) {
      Cost cost = ClusterBreaker.simulate(options, processes, CALLS_PER_SECOND, SEED);
      out.printf(
          "%,9d %,9d %,9d %12.1f %9s %9s%n",
          processes,
          cost.reports(),
          cost.events(),
          cost.questions() / 3_600.0,
          seconds(cost.untilOpen()),
          seconds(cost.untilAllStopped()));
      if (processes == FIGURES) {
        figures.put("reportsPerWorkerSecond", cost.mostReportsPerSecond());
        figures.put("eventsPerHour1000Workers", cost.events());
      }
    }
    return figures;
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "never" : "%.1f s".formatted(time.toMillis() / 1_000.0);
  }
}
