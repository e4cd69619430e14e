// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.ActivityDesk;
import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator does to a batch by the server's own commands. */
@Tag("real-server-only")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BatchOperatorTest {
  private ServerLab lab;
  private Scenario<ScriptedBatchWorkflow> run;
  private ActivityDesk desk;

  @BeforeEach
  void startBatch() {
    var contract = new DefaultBatchContractTest();
    lab =
        new ServerLab(contract::newBatch, Contracts.options("batch-operator", contract.patience()));
    run = lab.start(new Plan(6, 1, 1, 0, WhenStopped.THROW));
    desk = new ActivityDesk(lab.env().client(), run, "ScriptedBatch");
    lab.awaitHalfWay();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aPausedBatchStaysPausedAndThenGoesOnWhereItWas() {
    desk.pause();
    assertThat(lab.effects()).hasSizeLessThan(6);
    assertThat(run.attempts().count()).isEqualTo(1);

    desk.unpause();
    assertEveryItemWasDone(1);
  }

  @Test
  void aResetBatchGoesOnWhereItWas() {
    desk.reset(false);
    assertEveryItemWasDone(1);
  }

  @Test
  void aBatchWhoseHeartbeatsAreResetStartsOver() {
    desk.reset(true);
    assertThat(run.result(Result.class).done()).isEqualTo(6);
    assertThat(lab.effects()).hasSize(6).containsEntry(0L, 2).containsEntry(5L, 1);
  }

  private void assertEveryItemWasDone(int times) {
    assertThat(run.result(Result.class).done()).isEqualTo(6);
    assertThat(lab.effects()).hasSize(6).containsValue(times).doesNotContainValue(times + 1);
    assertThat(run.attempts().count()).isEqualTo(2);
  }
}
