// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Mutants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract sees what is wrong, and only that. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class BatchContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(BatchFlaw flaw) {
    FlawedBatch.flaw = BatchFlaw.NONE;
    assertThat(Mutants.failing(FlawedBatch.class, flaw.caughtBy)).as("without it").isEmpty();
    FlawedBatch.flaw = flaw;
    assertThat(Mutants.failing(FlawedBatch.class, flaw.caughtBy))
        .singleElement()
        .asString()
        .startsWith(flaw.caughtBy);
  }
}
