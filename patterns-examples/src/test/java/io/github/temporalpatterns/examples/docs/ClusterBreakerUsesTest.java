// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.State;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page shows of a shared breaker works. */
@Timeout(60)
final class ClusterBreakerUsesTest {

  @Test
  void theFirstReportStartsTheEntityAndAnOperatorForcesItOpen() {
    var time = TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build();
    try (var server = TestWorkflowEnvironment.newInstance(time)) {
      ClusterBreakerUses.host(server.newWorker(ClusterBreakerUses.options().getTaskQueue()));
      server.start();
      WorkflowClient client = server.getWorkflowClient();
      var status = ClusterBreakerUses.install(client).status();
      awaitEntity(client);
      ClusterBreakerUses.operate(client);

      assertThat(status).as("no attempt has asked yet").isEmpty();
      assertThat(operator(client).breakerStatus())
          .singleElement()
          .satisfies(flights -> assertThat(flights.state()).isEqualTo(State.FORCED_OPEN));
    }
  }

  private static BreakerOperator operator(WorkflowClient client) {
    String id = ClusterBreakerUses.options().getWorkflowId();
    return client.newWorkflowStub(BreakerOperator.class, id);
  }

  private static void awaitEntity(WorkflowClient client) {
    while (true) {
      try {
        operator(client).breakerStatus();
        return;
      } catch (WorkflowNotFoundException e) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }
}
