// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pace keeps its rate, whatever chunks come and whenever it is asked. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class PaceTest {

  @Test
  void keepsTheRateAndWastesLittleOfIt() {
    Random random = new Random(5);
    for (int schedule = 0; schedule < 1_000; schedule++) {
      double rate = Math.exp(random.nextDouble() * 10 - 2);
      int chunk = 1 + random.nextInt(100);
      Pace pace = new Pace(0);
      long now = 0;
      long begun = 0;
      for (int call = 0; call < 100; call++) {
        Duration wait = pace.at(now, rate);
        while (!wait.isZero()) {
          now += random.nextInt(5) == 0 ? Math.min(17, wait.toMillis()) : wait.toMillis();
          wait = pace.at(now, rate);
        }
        pace.began(chunk);
        begun += chunk;
        assertThat((double) begun).isLessThanOrEqualTo(rate * (now / 1_000.0 + 1) + chunk + 1e-3);
      }
      assertThat((double) begun).isGreaterThanOrEqualTo(rate * (now / 1_000.0 - 2));
    }
  }

  @Test
  void forgetsWhatIsOwedWhenThereIsNoRateAnyMore() {
    Pace pace = new Pace(0);
    assertThat(pace.at(0, 0.5)).isZero();
    pace.began(10);
    assertThat(pace.at(2_000, 0.5)).isEqualTo(Duration.ofSeconds(18));
    assertThat(pace.at(2_000, 90.0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.at(2_000, null)).isZero();
  }

  @Test
  void pausesAfterEachCall() {
    Pace pace = new Pace(300);
    assertThat(pace.at(50, null)).isZero();
    pace.began(1);
    assertThat(pace.at(100, null)).isEqualTo(Duration.ofMillis(250));
    assertThat(pace.at(400, null)).isZero();
  }
}
