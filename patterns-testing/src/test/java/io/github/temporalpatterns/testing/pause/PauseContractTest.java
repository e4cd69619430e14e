// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class PauseContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(PauseFlaw flaw) {
    Mutants.requireCaught(
        FlawedPause.class,
        flaw.caughtBy,
        planted -> FlawedPause.flaw = planted ? flaw : PauseFlaw.NONE);
  }
}
