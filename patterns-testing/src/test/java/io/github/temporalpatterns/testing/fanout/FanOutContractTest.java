// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FanOutContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(FanOutFlaw flaw) {
    Mutants.requireCaught(
        FlawedFanOut.class,
        flaw.caughtBy,
        planted -> FlawedFanOut.flaw = planted ? flaw : FanOutFlaw.NONE);
  }
}
