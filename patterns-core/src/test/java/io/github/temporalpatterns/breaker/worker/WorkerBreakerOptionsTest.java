// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the options of a worker's breaker take. */
final class WorkerBreakerOptionsTest {

  private static WorkerBreakerOptions.Builder options() {
    return WorkerBreakerOptions.newBuilder(info -> "shop");
  }

  @Test
  void refusesByNameRuleAndValue() {
    assertRefused(options().setJitter(1.5), "jitter must be between 0 and 1, was 1.5");
    assertRefused(
        options().setRetryDelay(Duration.ZERO),
        "retryDelay must be between 1 millisecond and an hour, was PT0S");
    assertRefused(
        options().setCompletionDeadline(Duration.ofHours(2)),
        "completionDeadline must be between 1 millisecond and an hour, was PT2H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options().setRules(" ", BreakerRules.newBuilder().build()))
        .withMessage("dependency must not be blank, was \" \"");
  }

  @Test
  void copiesAll() {
    BreakerRules own = BreakerRules.newBuilder().setProbes(3).build();
    WorkerBreakerOptions built =
        options()
            .setRules(BreakerRules.newBuilder().setProbes(2).build())
            .setRules("shop", own)
            .setJitter(0.5)
            .setRetryDelay(Duration.ofSeconds(9))
            .setCompletionDeadline(Duration.ofSeconds(8))
            .setFailedResult("no"::equals)
            .setGuards((name, rules) -> Guard.of("other", rules))
            .build();

    assertThat(built.toBuilder().build()).usingRecursiveComparison().isEqualTo(built);
    assertThat(built.getRules("shop")).isSameAs(own);
    assertThat(built.getRules("another").getProbes()).isEqualTo(2);
  }

  private static void assertRefused(WorkerBreakerOptions.Builder options, String rule) {
    assertThatIllegalArgumentException().isThrownBy(options::build).withMessage(rule);
  }
}
