// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a breaker refuses in a run, and what it takes from its callee. */
@PatternTest(workflows = BreakerEdgesTest.Impl.class)
final class BreakerEdgesTest {

  @Test
  void refusesWhatCannotWork(Scenario<Edges> run) {
    List<String> refusals = run.run(e -> e.tryOut(true));
    assertThat(refusals)
        .containsExactly(
            "name of a breaker must be unique within a run, was twice \"a\"",
            "state must be that of breaker b, was that of c",
            "activityOptions must be set, was null");
  }

  @Test
  void staysOpenAsLongAsTheFailureAsks(Scenario<Edges> run, Canned<Dependency> dependency) {
    dependency
        .on(Dependency::ask)
        .answers(
            request -> {
              throw ApplicationFailure.newFailureWithCauseAndDelay(
                  "busy", "BUSY", null, Duration.ofHours(3));
            });

    List<String> wait = run.run(e -> e.tryOut(false));
    assertThat(wait).containsExactly("PT3H0.001S");
  }

  /** Tries one thing out. */
  @WorkflowInterface
  public interface Edges {

    /** Returns what the refusals say, or when a breaker permits a probe. */
    @WorkflowMethod
    List<String> tryOut(boolean refusals);
  }

  /** Tries one thing out. */
  public static final class Impl implements Edges {

    @Override
    public List<String> tryOut(boolean refusals) {
      return refusals ? refusals() : List.of(retryAfter().toString());
    }

    private static List<String> refusals() {
      CircuitBreaker a = CircuitBreaker.create(BreakerOptions.newBuilder("a").build());
      BreakerOptions b = BreakerOptions.newBuilder("b").build();
      return List.of(
          said(() -> CircuitBreaker.create(BreakerOptions.newBuilder("a").build())),
          said(() -> CircuitBreaker.restore(b, state("c"))),
          said(() -> a.call(Dependency.class, d -> d.ask("x"))));
    }

    private static BreakerState state(String name) {
      return new BreakerState(
          BreakerState.SCHEMA,
          name,
          State.CLOSED,
          0,
          0,
          null,
          0,
          "",
          List.of(),
          0,
          null,
          null,
          null);
    }

    private static String said(Runnable attempt) {
      try {
        attempt.run();
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
      return "nothing";
    }

    private static Duration retryAfter() {
      CircuitBreaker breaker =
          CircuitBreaker.create(
              BreakerOptions.newBuilder("busy")
                  .setRules(BreakerRules.newBuilder().setConsecutiveFailures(1).build())
                  .setActivityOptions(Dependencies.CALLS)
                  .build());
      try {
        breaker.call(Dependency.class, d -> d.ask("x"));
      } catch (ActivityFailure e) {
        Instant probe = Objects.requireNonNull(breaker.status().nextProbe());
        return Duration.between(Instant.ofEpochMilli(Workflow.currentTimeMillis()), probe);
      }
      return Duration.ZERO;
    }
  }
}
