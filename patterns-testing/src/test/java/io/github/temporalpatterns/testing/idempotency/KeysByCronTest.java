// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.testing.idempotency.Deal.Plan;
import io.github.temporalpatterns.testing.sql.Database;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys in the runs of a cron schedule, which are a minute from one another. */
final class KeysByCronTest {
  private final EffectLedger ledger = EffectLedger.open(Database.H2.open());
  private final DyingTill till = new DyingTill(ledger);

  /** Until the second run has made its calls. */
  private void twice(Plan plan, int calls) {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(Idempotency.interceptor(ledger))
                    .build())
            .build();
    try (TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = env.newWorker("cron");
      worker.registerWorkflowImplementationTypes(Deal.Impl.class);
      worker.registerWorkflowImplementationTypes(ChunkedFanOut.workflows());
      worker.registerActivitiesImplementations(till);
      env.start();
      WorkflowStub deal =
          env.getWorkflowClient()
              .newUntypedWorkflowStub(
                  "Deal",
                  WorkflowOptions.newBuilder()
                      .setTaskQueue("cron")
                      .setCronSchedule("* * * * *")
                      .build());
      deal.start(plan, false, null, 0);
      while (till.keys.size() < calls) {
        env.sleep(Duration.ofMinutes(1));
      }
      deal.terminate("seen");
    }
  }

  @Test
  void aSagaIsOtherWorkInEachRun() {
    twice(Plan.SAGA_BY_CRON, 4);
    assertThat(till.keys.get(1)).isEqualTo(till.keys.get(0));
    assertThat(till.keys.get(3)).isEqualTo(till.keys.get(2)).isNotEqualTo(till.keys.get(0));
    assertThat(till.charged).hasValueGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH_BY_CRON", "FAN_OUT_BY_CRON"})
  void anItemHappensOnce(Plan plan) {
    twice(plan, 9);
    assertThat(till.keys.stream().distinct()).hasSize(3);
    assertThat(till.charged).hasValue(3);
  }
}
