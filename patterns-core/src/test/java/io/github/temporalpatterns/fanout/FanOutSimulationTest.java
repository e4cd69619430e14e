// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand schedules. Within each: events of a run never above the hint, calls under way never
 * above the window; see {@link SimulatedRun}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutSimulationTest {

  @Test
  void everyItemHasOneOutcomeAndTheThresholdIsExact() {
    int broken = 0;
    int spread = 0;
    for (long seed = 0; seed < 10_000; seed++) {
      SimulatedJob job = new SimulatedJob(seed);
      job.run();
      Set<Long> once = new TreeSet<>(job.outcomes);
      assertThat(once).as("seed %d", seed).hasSameSizeAs(job.outcomes);
      assertThat(job.totals.succeeded() + job.totals.failed())
          .as("seed %d", seed)
          .isEqualTo(once.size());
      boolean tooMany = job.bad().size() > job.tolerated;
      assertThat(job.totals.failed() > job.tolerated).as("seed %d", seed).isEqualTo(tooMany);
      long left = job.rest.stream().mapToLong(Piece::count).sum();
      assertThat(once.size() + left).as("seed %d", seed).isEqualTo(job.items);
      if (tooMany) {
        broken++;
      } else {
        assertThat(left).as("seed %d", seed).isZero();
        assertThat(job.totals.failed()).as("seed %d", seed).isEqualTo(job.bad().size());
      }
      spread += job.runs > 1 ? 1 : 0;
    }
    assertThat(broken).as("jobs that broke their threshold").isGreaterThan(100);
    assertThat(spread).as("jobs of more than one run").isGreaterThan(100);
  }

  @Test
  void aRedriveTouchesOnlyWhatFailed() {
    for (long seed = 0; seed < 500; seed++) {
      SimulatedJob job = new SimulatedJob(seed);
      job.run();
      SimulatedJob again = job.redrive(job.bad());
      assertThat(new TreeSet<>(again.outcomes)).as("seed %d", seed).isEqualTo(job.bad());
    }
  }
}
