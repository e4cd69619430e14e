// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.testing.Histories;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Records the entity's histories anew, which {@code BreakerHistoriesTest} replays. */
@EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
final class EntityHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "breaker");

  /** Counts, is forced open, continues as new, and is cancelled. */
  @Test
  void recordEntity() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (EntityLab lab =
        new EntityLab(
            new EntityContractTest(), "record", EntityLab.rules(EntityRules.LONG_WINDOW, 1, 1))) {
      for (int i = 1; i <= 10; i++) {
        lab.tell("a", i, 3, 1);
      }
      lab.run().await("a new run", () -> lab.run().histories().size() == 2);
      assertThat(lab.lease().state()).isEqualTo(State.CLOSED);
      lab.run()
          .stub(BreakerOperator.class)
          .breakerForceOpen(BreakerOperator.Command.of("1", "ann", "a drill", EntityLab.NAME));
      lab.run().cancel();
      lab.run().end();
      Histories.record(lab.run(), folder, "entity");
    }
  }
}
