// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Histories of workflows that call a batch, replayed in every build: results and checkpoints are on
 * the wire.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BatchHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "batch");

  @Test
  void replaysEveryRecordedHistory() {
    try (ServerLab lab = lab("replay")) {
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void recordRenewed() {
    record("renewed", WhenStopped.RETURN, true);
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void recordRestarted() {
    record("restarted", WhenStopped.THROW, false);
  }

  private static ServerLab lab(String name) {
    var contract = new DefaultBatchContractTest();
    return new ServerLab(contract::newBatch, Contracts.options(name, contract.patience()));
  }

  private static void record(String name, WhenStopped whenStopped, boolean renewed) {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (ServerLab lab = lab("record")) {
      var run = lab.start(new Plan(6, 1, 1, 0, whenStopped));
      lab.awaitHalfWay();
      if (renewed) {
        run.stub().renew();
      } else {
        lab.env().killWorker();
        lab.env().startWorker();
      }
      run.end();
      Histories.record(run, folder, name);
    }
  }
}
