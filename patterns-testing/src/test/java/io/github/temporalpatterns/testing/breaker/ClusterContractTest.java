// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of shared breakers sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ClusterContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(ClusterFlaw flaw) {
    Mutants.requireCaught(
        FlawedCluster.class,
        flaw.caughtBy,
        planted -> HandMadeEntity.flaw = planted ? flaw : ClusterFlaw.NONE);
  }
}
