// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.cluster.ClusterSimulation.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What an hour of many processes costs, in virtual time. */
final class ClusterSimulationTest {

  @Test
  void costsLittleWhileAllIsWellAndStopsAllWhenItIsNot() {
    Cost cost = new ClusterSimulation(options().build(), 200, 1, 42).run();

    assertThat(cost.mostReportsPerSecond()).isLessThanOrEqualTo(1);
    // A report each eight minutes of each, and what the five minutes of trouble take.
    assertThat(cost.reports()).isBetween(200L * 7, 200L * 40);
    assertThat(cost.events()).isBetween(2 * cost.reports(), 6 * cost.reports());
    assertThat(cost.untilOpen()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    assertThat(cost.untilAllStopped()).isLessThan(Duration.ofSeconds(10));
    assertThat(new ClusterSimulation(options().build(), 200, 1, 42).run()).isEqualTo(cost);
  }

  @Test
  void saysIfTheBreakerDoesNotOpenAtAll() {
    Cost cost = new ClusterSimulation(options().setMinimumSources(3).build(), 2, 1, 42).run();

    assertThat(cost.reports()).isPositive();
    assertThat(cost.untilOpen()).isNull();
    assertThat(cost.untilAllStopped()).isNull();
  }

  /** What the page shows, and what {@code examples bench breaker} asks for. */
  @Test
  @EnabledIfSystemProperty(named = "patterns.breaker.hours", matches = ".+")
  void reportsHoursOfManyProcesses() throws IOException {
    ClusterBreakerOptions bench = ClusterBreakerOptions.newBuilder("bench", "bench").build();
    List<String> hours = new ArrayList<>();
    for (int processes : new int[] {2, 50, 200, 1_000, 2_000}) {
      Cost cost = new ClusterSimulation(bench, processes, 1, 42).run();
      hours.add(
          String.format(
              Locale.ROOT,
              "{\"processes\": %d, \"reports\": %d, \"events\": %d, \"questionsPerSecond\": %.1f,"
                  + " \"reportsPerProcessSecond\": %.3f, \"millisUntilOpen\": %d,"
                  + " \"millisUntilAllStopped\": %d}",
              processes,
              cost.reports(),
              cost.events(),
              cost.questions() / 3_600.0,
              cost.mostReportsPerSecond(),
              Objects.requireNonNull(cost.untilOpen()).toMillis(),
              Objects.requireNonNull(cost.untilAllStopped()).toMillis()));
    }
    Files.writeString(Path.of(System.getProperty("patterns.breaker.hours")), hours.toString());
  }
}
