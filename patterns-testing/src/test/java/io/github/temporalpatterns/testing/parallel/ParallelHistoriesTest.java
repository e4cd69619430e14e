// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.parallel.ScriptedMap.Excess;
import io.github.temporalpatterns.testing.parallel.ScriptedRace.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Histories that map and race recorded, replayed in every build.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ParallelHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "parallel");

  @Test
  void replaysEveryRecordedHistory() {
    try (ParallelLab lab = new ParallelLab(new DefaultParallelContractTest(), "replay")) {
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(12);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (ParallelLab lab = new ParallelLab(new DefaultParallelContractTest(), "record")) {
      List<String> four = List.of("a", "fail b", "c", "d");
      var all = new ScriptedMap.Plan(four, 2, null, null, null, Excess.CONTINUE);
      List<String> held = List.of("gate a", "fail b", "c");
      var first = new ScriptedMap.Plan(held, 2, 0, null, null, Excess.CANCEL);
      List<String> enough = List.of("a", "b", "gate c", "d");
      var quorum = new ScriptedMap.Plan(enough, 3, null, null, 2, Excess.CONTINUE);
      Histories.record(ended(lab.start(all)), folder, "map-all");
      Histories.record(ended(lab.start(first)), folder, "map-cancel");
      Histories.record(ended(lab.start(quorum)), folder, "map-quorum");
      Duration delay = Duration.ofMillis(200);
      List<String> slow = List.of("gate a", "b");
      var hedged = new ScriptedRace.Plan(slow, Start.HEDGED, delay, null, true);
      var late = new ScriptedRace.Plan(List.of("gate c"), Start.TOGETHER, null, delay, true);
      var fallback =
          new ScriptedRace.Plan(List.of("fail a", "b"), Start.FALLBACK, null, null, false);
      Histories.record(ended(lab.start(hedged)), folder, "race-hedged");
      Histories.record(ended(lab.start(late)), folder, "race-deadline");
      Histories.record(ended(lab.start(fallback)), folder, "race-fallback");
    }
  }

  private static <W> Scenario<W> ended(Scenario<W> scenario) {
    scenario.end();
    return scenario;
  }
}
