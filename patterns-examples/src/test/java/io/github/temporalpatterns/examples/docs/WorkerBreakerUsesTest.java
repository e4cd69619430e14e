// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** What the breaker's page says of workers does what the page says. */
final class WorkerBreakerUsesTest {
  private final AtomicInteger calls = new AtomicInteger();

  /** Books a flight with three attempts; the service answers the calls of these numbers. */
  private String book(
      WorkerBreaker breaker, WorkflowServiceStubsOptions stubs, IntPredicate answers) {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(WorkerBreakerUses.install(breaker))
            .setWorkflowServiceStubsOptions(stubs)
            .setMetricsScope(stubs.getMetricsScope())
            .build();
    try (TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = env.newWorker("flights", WorkerBreakerUses.gated(breaker));
      worker.registerWorkflowImplementationTypes(Impl.class);
      worker.registerActivitiesImplementations(
          (Flights)
              to -> {
                if (!answers.test(calls.incrementAndGet())) {
                  throw ApplicationFailure.newFailure("down", "HTTP_503");
                }
                return "flight to " + to;
              });
      env.start();
      return env.getWorkflowClient()
          .newWorkflowStub(
              Flight.class, WorkflowOptions.newBuilder().setTaskQueue("flights").build())
          .book("Turin");
    }
  }

  @Test
  void resilience4jDecides() {
    CircuitBreakerRegistry registry =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom().slidingWindowSize(2).minimumNumberOfCalls(2).build());

    String ended =
        book(
            WorkerBreakerUses.byResilience4j(registry),
            WorkflowServiceStubsOptions.getDefaultInstance(),
            call -> false);

    assertThat(ended).isEqualTo(FailureTypes.BREAKER_OPEN);
    assertThat(calls).hasValue(2);
    var breaker = registry.circuitBreaker("flights");
    assertThat(breaker.getState())
        .isEqualTo(io.github.resilience4j.circuitbreaker.CircuitBreaker.State.OPEN);
    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(2);
    assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isPositive();
  }

  @Test
  void itsMetersAreThoseOfResilience4j() throws Exception {
    MeterRegistry registry = new SimpleMeterRegistry();
    WorkflowServiceStubsOptions stubs = WorkerBreakerUses.metrics(registry);

    String ended = book(WorkerBreakerUses.breaker(), stubs, call -> call > 1);
    stubs.getMetricsScope().close(); // which reports what is left

    assertThat(ended).isEqualTo("flight to Turin");
    for (String kind : new String[] {"failed", "successful"}) {
      assertThat(
              registry
                  .get("worker_patterns_breaker_calls")
                  .tags("name", "flights", "kind", kind)
                  .timer()
                  .count())
          .isEqualTo(1);
    }
    assertThat(
            registry
                .get("worker_patterns_breaker_buffered_calls")
                .tag("name", "flights")
                .gauge()
                .value())
        .isEqualTo(2);
    assertThat(
            registry
                .get("worker_patterns_breaker_state")
                .tags("name", "flights", "state", "closed")
                .gauge()
                .value())
        .isEqualTo(1);
    assertThat(
            registry
                .get("workflow_patterns_breaker_calls")
                .tags("name", "flight", "kind", "successful")
                .counter()
                .count())
        .isEqualTo(1);
  }

  /** The service. */
  @ActivityInterface
  public interface Flights {

    /** Books a flight. */
    String bookFlight(String to);
  }

  /** Books a flight. */
  @WorkflowInterface
  public interface Flight {

    /** Returns the flight, or the type of what the last attempt failed by. */
    @WorkflowMethod
    String book(String to);
  }

  /** A workflow's breaker around calls that a worker's breaker guards. */
  public static final class Impl implements Flight {
    private final CircuitBreaker breaker =
        CircuitBreaker.create(
            BreakerOptions.newBuilder("flight")
                .setActivityOptions(
                    ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(10))
                        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
                        .build())
                .build());

    @Override
    public String book(String to) {
      try {
        return breaker.call(Flights.class, f -> f.bookFlight(to));
      } catch (ActivityFailure failure) {
        return FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN)
            ? FailureTypes.BREAKER_OPEN
            : "failed otherwise";
      }
    }
  }
}
