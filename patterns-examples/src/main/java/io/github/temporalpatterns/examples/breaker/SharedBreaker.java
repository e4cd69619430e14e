// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.cluster.ClusterBreaker;
import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions;
import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions.WhenUnreachable;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A breaker that two workers share, each by a connection of its own as in two processes. */
final class SharedBreaker implements AutoCloseable {
  private final WorkflowClient client;
  private final ClusterBreakerOptions options =
      ClusterBreakerOptions.newBuilder("carrier-" + UUID.randomUUID(), "breakers-example")
          .setRules(
              BreakerRules.newBuilder()
                  .setTimeWindow(Duration.ofSeconds(10))
                  .setMinimumCalls(3)
                  .setOpenWait(Duration.ofSeconds(1))
                  .build())
          .setWhenUnreachable(WhenUnreachable.REJECT)
          .build();
  private final WorkerFactory host;
  private final List<ClusterBreaker> connections;

  SharedBreaker(WorkflowClient client) {
    this.client = client;
    host = WorkerFactory.newInstance(client);
    host.newWorker(options.getTaskQueue())
        .registerWorkflowImplementationTypes(ClusterBreaker.workflow());
    host.start();
    connections =
        List.of(
            ClusterBreaker.connect(() -> client, options),
            ClusterBreaker.connect(() -> client, options));
  }

  /** Waits until each has heard of the entity; before that, calls are not counted. */
  void awaitEntity() throws InterruptedException {
    for (ClusterBreaker connection : connections) {
      while (connection.room() == 0) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** One for each worker. */
  List<ClusterBreaker> connections() {
    return connections;
  }

  @Override
  public void close() {
    connections.forEach(ClusterBreaker::close);
    client.newUntypedWorkflowStub(options.getWorkflowId()).terminate("the example is over");
    host.shutdownNow();
  }
}
