// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.SCHEDULE_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.parallel.PriceCheckWorkflow.Prices;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shops that answer, and one that does not. */
@PatternTest(workflows = {PriceCheckWorkflowImpl.class, QuickPriceWorkflowImpl.class})
final class PriceCheckTest {

  @Test
  void keepsPricesAndFailures(Scenario<PriceCheckWorkflow> check, Canned<Shops> shops) {
    shops
        .on(Shops::price)
        .answers(
            (shop, article) -> {
              if (shop.equals("east")) {
                throw ApplicationFailure.newNonRetryableFailure("at lunch", "SHOP_CLOSED");
              }
              return 100L;
            });

    Prices prices = check.run(c -> c.check("pot", List.of("north", "east", "south")));

    assertThat(prices.cents()).isEqualTo(Map.of("north", 100L, "south", 100L));
    assertThat(prices.failures()).isEqualTo(Map.of("east", "SHOP_CLOSED: at lunch"));
  }

  @Test
  void asksTheNextShopWhenOneIsSlow(Scenario<QuickPriceWorkflow> check, Canned<Shops> shops) {
    shops.on(Shops::price).timesOut(SCHEDULE_TO_CLOSE).then().returns(200L);

    long price = check.run(c -> c.price("pot", List.of("north", "east")));

    assertThat(price).isEqualTo(200);
    verifyThat(check).ran("Price").times(2).and().waited(Duration.ofSeconds(2));
  }

  @Test
  void runsOnTheCommandLine() {
    assertThat(Main.commandLine(TemporalServer::startInProcess).execute("prices")).isZero();
  }
}
