// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport.Plan;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The planner's choice uses the window; the issue names the figures. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class SlotUseTest {
  private static final Plan PLAN =
      FanOutOptions.newBuilder(Yards.OPTIONS).setChunkSize(1).setWindow(100).build().plan(200_000);

  @Test
  void usesNinetyFivePercentWithExponentialLengths() {
    Random random = new Random(7);
    double use = SlotUse.of(PLAN, () -> -Math.log(1 - random.nextDouble()));
    assertThat(use).isBetween(0.95, 1.0);
  }

  @Test
  void usesNinetyPercentWithHeavyTails() {
    Random random = new Random(7);
    double use = SlotUse.of(PLAN, () -> Math.exp(1.25 * random.nextGaussian()));
    assertThat(use).isBetween(0.90, 1.0);
  }

  @Test
  void countsWhatIsEasyToCount() {
    Plan seven =
        FanOutOptions.newBuilder(Yards.OPTIONS).setChunkSize(1).setWindow(4).build().plan(7);
    assertThat(SlotUse.of(seven, () -> 1)).isCloseTo(7.0 / 8, within(1e-9));
  }
}
