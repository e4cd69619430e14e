// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class VersioningContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(VersioningFlaw flaw) {
    Mutants.requireCaught(
        FlawedVersioning.class,
        flaw.caughtBy,
        planted -> FlawedVersioning.flaw = planted ? flaw : VersioningFlaw.NONE);
  }
}
