// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.idempotency.Shop.Plan;
import io.github.temporalpatterns.testing.idempotency.Shop.Purchase;
import io.github.temporalpatterns.testing.idempotency.Shop.Till;
import io.github.temporalpatterns.testing.sql.Database;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Histories of runs whose activities have keys, replayed in every build, with the interceptor and
 * without: headers are on the wire, and no command depends on them.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
final class IdempotencyHistoriesTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "histories", "idempotency");

  @Test
  void replaysEveryRecordedHistory() {
    assertThat(Histories.replayAll(FOLDER, PurchaseImpl.class)).isGreaterThanOrEqualTo(6);
    try (PatternEnv env = open()) {
      assertThat(Histories.replayAll(FOLDER, env)).isGreaterThanOrEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ITEMS", "LOCAL", "CONTINUED"})
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record(Plan plan) {
    try (PatternEnv env = open()) {
      env.register(new FreeTill());
      Scenario<Purchase> purchase = env.scenario(Purchase.class).start(p -> p.buy(plan, 0));
      purchase.end();
      Histories.record(
          purchase,
          FOLDER.resolve(System.getProperty("patterns.histories.record")),
          plan.name().toLowerCase(Locale.ROOT));
    }
  }

  private static PatternEnv open() {
    EffectLedger ledger = EffectLedger.open(Database.H2.open());
    return PatternEnv.open(
        PatternEnvOptions.newBuilder(PurchaseImpl.class)
            .addWorkerInterceptor(Idempotency.interceptor(ledger))
            .build());
  }

  /** Charges nothing. */
  private static final class FreeTill implements Till {
    @Override
    public String charge(String order) {
      return order;
    }

    @Override
    public void refund(String order) {
      // Nothing was charged.
    }
  }
}
