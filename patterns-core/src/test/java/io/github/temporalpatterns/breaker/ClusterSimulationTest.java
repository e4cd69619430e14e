// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.breaker.ClusterFixture.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an hour of many processes costs, in virtual time. */
final class ClusterSimulationTest {

  @Test
  void costsLittleWhileAllIsWellAndStopsAllWhenItIsNot() {
    ClusterBreaker.Cost cost = ClusterBreaker.simulate(options().build(), 200, 1, 42);

    assertThat(cost.mostReportsPerSecond()).isLessThanOrEqualTo(1);
    // A report each eight minutes of each, and what the five minutes of trouble take.
    assertThat(cost.reports()).isBetween(200L * 7, 200L * 40);
    assertThat(cost.events()).isBetween(2 * cost.reports(), 6 * cost.reports());
    assertThat(cost.untilOpen()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    assertThat(cost.untilAllStopped()).isLessThan(Duration.ofSeconds(10));
    assertThat(ClusterBreaker.simulate(options().build(), 200, 1, 42)).isEqualTo(cost);
  }

  @Test
  void saysIfTheBreakerDoesNotOpenAtAll() {
    ClusterBreaker.Cost cost =
        ClusterBreaker.simulate(options().setMinimumSources(3).build(), 2, 1, 42);

    assertThat(cost.reports()).isPositive();
    assertThat(cost.untilOpen()).isNull();
    assertThat(cost.untilAllStopped()).isNull();
  }

  @Test
  void refusesAnHourThatWouldNotEnd() {
    for (double calls : new double[] {0, -1, Double.NaN, 1_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ClusterBreaker.simulate(options().build(), 2, calls, 42))
          .withMessage("callsPerSecond must be above 0 and at most 1000, was " + calls);
    }
  }
}
