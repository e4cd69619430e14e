// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.pause.Pausable.Verb;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class OptionsTest {

  @Test
  void toBuilderKeepsEveryValue() {
    PauseOptions options =
        PauseOptions.newBuilder()
            .setMaximumPause(Duration.ofDays(30), Verb.STOP)
            .setEventsPerRun(2_000)
            .setSafePointsPerRun(500)
            .setMinimumRun(Duration.ofSeconds(5))
            .setUpgradingVersion(false)
            .setCleanupBudget(Duration.ofMinutes(2))
            .setOutcomeAttribute(SearchAttributeKey.forKeyword("Outcome"))
            .build();
    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
  }

  @Test
  void refusesWhatCannotWork() {
    assertRefused(b -> b.setMaximumPause(Duration.ZERO, Verb.STOP), "maximumPause");
    assertRefused(b -> b.setMaximumPause(Duration.ofDays(1), Verb.PAUSE), "RESUME or STOP");
    assertRefused(b -> b.setEventsPerRun(19), "eventsPerRun must be at least 20, was 19");
    assertRefused(b -> b.setSafePointsPerRun(-1), "safePointsPerRun");
    assertRefused(b -> b.setMinimumRun(Duration.ofMillis(-1)), "minimumRun");
    assertRefused(b -> b.setCleanupBudget(Duration.ZERO), "cleanupBudget");
  }

  private static void assertRefused(UnaryOperator<PauseOptions.Builder> change, String message) {
    assertThatThrownBy(() -> change.apply(PauseOptions.newBuilder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
