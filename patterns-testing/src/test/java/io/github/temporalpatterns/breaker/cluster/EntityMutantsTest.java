// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of shared breakers sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class EntityMutantsTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(EntityFlaw flaw) {
    Mutants.requireCaught(
        FlawedEntity.class,
        flaw.caughtBy,
        planted -> HandMadeEntity.flaw = planted ? flaw : EntityFlaw.NONE);
  }
}
