// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker's breaker between a server that tries again and a service that is down. */
@Tag("real-server")
final class WorkerScopeTest {
  private static final BreakerRules RULES =
      BreakerRules.newBuilder()
          .setConsecutiveFailures(2)
          .setOpenWait(Duration.ofMillis(300))
          .build();

  private final AtomicInteger hits = new AtomicInteger();

  private static WorkerBreakerOptions.Builder options() {
    return WorkerBreakerOptions.newBuilder(info -> "service");
  }

  private static PatternEnv open(WorkerBreaker breaker, Dependency service) {
    PatternEnv env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder(Impl.class)
                .addWorkerInterceptor(breaker.interceptor())
                .build());
    env.register(service);
    return env;
  }

  private static ApplicationFailure down() {
    return ApplicationFailure.newFailure("down", "HTTP_503");
  }

  /** Not by the clock, since a server may take its time with a retry: turns the second one away. */
  @Test
  void anAttemptThatIsTurnedAwayComesBack() {
    AtomicInteger asked = new AtomicInteger();
    Guard guard =
        () ->
            asked.incrementAndGet() == 2
                ? Answer.rejected(
                    new Rejection("service", State.OPEN, Duration.ofMillis(50), "a test"))
                : Answer.granted(call -> {});
    WorkerBreaker breaker =
        WorkerBreaker.create(options().setGuards((name, rules) -> guard).build());
    try (PatternEnv env =
        open(
            breaker,
            request -> {
              if (hits.incrementAndGet() == 1) {
                throw down();
              }
              return "up, attempt " + Activity.getExecutionContext().getInfo().getAttempt();
            })) {
      Scenario<Patient> patient = env.scenario(Patient.class);

      assertThat(patient.<String>run(p -> p.ask(0))).isEqualTo("up, attempt 3");
      assertThat(hits).hasValue(2);
    }
  }

  @Test
  void theServerCountsWhatIsTurnedAway() {
    BreakerRules forAnHour = RULES.toBuilder().setOpenWait(Duration.ofHours(1)).build();
    WorkerBreaker breaker = WorkerBreaker.create(options().setRules(forAnHour).build());
    try (PatternEnv env =
        open(
            breaker,
            request -> {
              hits.incrementAndGet();
              throw down();
            })) {
      Scenario<Patient> patient = env.scenario(Patient.class);

      assertThat(patient.<String>run(p -> p.ask(3))).isEqualTo(FailureTypes.BREAKER_OPEN);
      assertThat(hits).hasValue(2);
    }
  }

  @Test
  void seesACompletionThatComesLater() {
    WorkerBreaker breaker = WorkerBreaker.create(options().setRules(RULES).build());
    try (PatternEnv env =
        open(
            breaker,
            request -> {
              boolean works = hits.incrementAndGet() > 2;
              ManualActivityCompletionClient later =
                  Activity.getExecutionContext().useLocalManualCompletion();
              new Thread(() -> complete(later, works)).start();
              return "not this";
            })) {
      Scenario<Patient> patient = env.scenario(Patient.class);

      assertThat(patient.<String>run(p -> p.ask(0))).isEqualTo("up");
      assertThat(hits).hasValue(3);
      assertThat(breaker.status())
          .singleElement()
          .satisfies(status -> assertThat(status.state()).isEqualTo(State.CLOSED));
    }
  }

  private static void complete(ManualActivityCompletionClient completion, boolean works) {
    if (works) {
      completion.complete("up");
    } else {
      completion.fail(down());
    }
  }

  /** Asks with many attempts, or few. */
  @WorkflowInterface
  public interface Patient {

    /** Returns the answer, or the type of the last attempt's failure. */
    @WorkflowMethod
    String ask(int attempts);
  }

  /** Asks once. */
  public static final class Impl implements Patient {

    @Override
    public String ask(int attempts) {
      try {
        return Workflow.newActivityStub(
                Dependency.class,
                ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(20))
                    .setRetryOptions(
                        RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(5))
                            .setBackoffCoefficient(1)
                            .setMaximumAttempts(attempts)
                            .build())
                    .build())
            .ask("x");
      } catch (ActivityFailure failure) {
        return FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN)
            ? FailureTypes.BREAKER_OPEN
            : failure.toString();
      }
    }
  }
}
