// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.breaker.cluster.ClusterBreaker;
import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions;
import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions.WhenUnreachable;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerOperator.Command;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import java.time.Duration;

/** What docs/patterns/breaker.md shows of a breaker that processes share. */
final class ClusterBreakerUses {

  private ClusterBreakerUses() {}

  static ClusterBreakerOptions options() {
    // region options
    ClusterBreakerOptions options =
        ClusterBreakerOptions.newBuilder("flights", "breakers")
            .setRules(
                BreakerRules.newBuilder()
                    .setTimeWindow(Duration.ofSeconds(30))
                    .setMinimumCalls(50)
                    .setOpenBackoff(Duration.ofSeconds(10), 2, Duration.ofMinutes(5))
                    .setProbes(3)
                    .build())
            .setMinimumSources(2)
            .setWhenUnreachable(WhenUnreachable.PERMIT)
            .build();
    // endregion
    return options;
  }

  static void host(Worker worker) {
    // region host
    worker.registerWorkflowImplementationTypes(ClusterBreaker.workflow());
    // endregion
  }

  static WorkerBreaker install(WorkflowClient client) {
    // region install
    ClusterBreaker shared = ClusterBreaker.connect(() -> client, options());
    WorkerBreaker breaker =
        WorkerBreaker.create(
            WorkerBreakerOptions.newBuilder(info -> "flights")
                .setGuards((dependency, rules) -> shared)
                .build());
    // endregion
    return breaker;
  }

  static void operate(WorkflowClient client) {
    // region operate
    PatternOperator.of(client)
        .at(BreakerOperator.class, options().getWorkflowId())
        .breakerForceOpen(Command.of("ticket-7", "ann", "maintenance", "flights"));
    // endregion
  }
}
