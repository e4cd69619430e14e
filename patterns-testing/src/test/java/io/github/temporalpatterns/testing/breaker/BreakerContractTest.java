// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class BreakerContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(BreakerFlaw flaw) {
    Mutants.requireCaught(
        FlawedBreaker.class,
        flaw.caughtBy,
        planted -> FlawedBreaker.flaw = planted ? flaw : BreakerFlaw.NONE);
  }
}
