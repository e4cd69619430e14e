// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Web UI shows of breakers. */
final class BreakerTextTest {

  @Test
  void showsStateCountsRatesWaitAndReason() {
    Status open =
        new Status(
            "carrier",
            State.FORCED_OPEN,
            10,
            6,
            1,
            60.0,
            10.0,
            4,
            3,
            Instant.EPOCH,
            "opened: 6 of 10 calls failed, last E_TIMEOUT",
            List.of());

    assertThat(BreakerText.markdown(List.of(open)))
        .isEqualTo(
            """
            **Breaker carrier** is forced open

            - 10 calls count, 6 failed, 1 slow
            - failure rate: 60 %, slow: 10 %
            - calls waiting: 3
            - next probe: 1970-01-01T00:00:00Z
            - opened: 6 of 10 calls failed, last E_TIMEOUT

            """);
  }

  @Test
  void showsNothingThatIsNotKnown() {
    Status fresh =
        new Status("carrier", State.CLOSED, 1, 0, 0, null, null, 0, 0, null, null, List.of());

    assertThat(BreakerText.markdown(List.of(fresh)))
        .isEqualTo(
            """
            **Breaker carrier** is closed

            - 1 calls count, 0 failed, 0 slow

            """);
  }
}
