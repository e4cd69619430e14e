// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The ways to use a worker's breaker that the breaker's page shows; each is run by a test. */
final class WorkerBreakerUses {

  private WorkerBreakerUses() {}

  static WorkerBreaker breaker() {
    // region worker
    WorkerBreaker breaker =
        WorkerBreaker.create(
            WorkerBreakerOptions.newBuilder(
                    info -> info.getActivityType().endsWith("Flight") ? "flights" : null)
                .setRules(
                    BreakerRules.newBuilder()
                        .setTimeWindow(Duration.ofSeconds(30))
                        .setMinimumCalls(20)
                        .setSlowCallRate(Duration.ofSeconds(2), 80)
                        .setOpenBackoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(2))
                        .setProbes(3)
                        .setProbeDeadline(Duration.ofSeconds(30))
                        .build())
                .build());
    // endregion
    return breaker;
  }

  static WorkerFactoryOptions install(WorkerBreaker breaker) {
    // region install
    WorkerFactoryOptions workers =
        WorkerFactoryOptions.newBuilder().setPlugins(breaker.plugin()).build();
    // endregion
    return workers;
  }

  static WorkerOptions gated(WorkerBreaker breaker) {
    // region gate
    WorkerOptions flightsOnly =
        WorkerOptions.newBuilder()
            .setWorkerTuner(
                new CompositeTuner(
                    new FixedSizeSlotSupplier<>(200),
                    breaker.gate("flights", new FixedSizeSlotSupplier<>(200)),
                    new FixedSizeSlotSupplier<>(200),
                    new FixedSizeSlotSupplier<>(200)))
            .build();
    // endregion
    return flightsOnly;
  }

  static WorkerBreaker byResilience4j(CircuitBreakerRegistry registry) {
    // region guards
    WorkerBreaker breaker =
        WorkerBreaker.create(
            WorkerBreakerOptions.newBuilder(info -> "flights")
                .setGuards((dependency, rules) -> guard(registry.circuitBreaker(dependency)))
                .build());
    // endregion
    return breaker;
  }

  static WorkflowServiceStubsOptions metrics(MeterRegistry registry) {
    // region metrics
    Scope scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(10));
    WorkflowServiceStubsOptions server =
        WorkflowServiceStubsOptions.newBuilder().setMetricsScope(scope).build();
    // endregion
    return server;
  }

  // region resilience4j
  static Guard guard(CircuitBreaker breaker) {
    return () ->
        breaker.tryAcquirePermission()
            ? Answer.granted(call -> tell(breaker, call))
            : Answer.rejected(
                new Rejection(
                    breaker.getName(), State.valueOf(breaker.getState().name()), null, null));
  }

  private static void tell(CircuitBreaker breaker, Ended call) {
    long nanos = call.took().toNanos();
    switch (call.kind()) {
      case SUCCESSFUL -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case FAILED -> {
        Throwable thrown = call.thrown();
        Throwable failure = thrown == null ? new IllegalStateException(call.failure()) : thrown;
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
      }
      case IGNORED -> breaker.releasePermission();
    }
  }
  // endregion
}
