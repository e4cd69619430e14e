// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Rules 21 and 22: the same between a worker and a server. */
abstract class ServerRules {
  private ServerLab lab;

  abstract BatchContract contract();

  @BeforeEach
  void openLab(TestInfo test) {
    lab =
        new ServerLab(
            contract()::newBatch,
            Contracts.options(Contracts.nameOf(contract(), test), contract().patience()));
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  @Test
  void rule21_a_worker_that_stops_leaves_its_checkpoint_to_the_next() {
    var run = lab.start(new Plan(6, 1, 1, 0, WhenStopped.THROW));
    lab.awaitHalfWay();
    lab.env().killWorker();
    lab.env().startWorker();
    assertDone(run);
  }

  @Test
  void rule22_a_cancelled_activity_gives_its_checkpoint_to_the_workflow() {
    var run = lab.start(new Plan(6, 1, 1, 0, WhenStopped.RETURN));
    lab.awaitHalfWay();
    run.stub().renew();
    assertDone(run);
    assertThat(run.attempts().count()).isEqualTo(2);
  }

  private void assertDone(Scenario<ScriptedBatchWorkflow> run) {
    Result result = run.result(Result.class);
    assertThat(result.completed()).isTrue();
    assertThat(result.done()).isEqualTo(6);
    assertThat(lab.effects()).hasSize(6).doesNotContainValue(2);
  }
}
