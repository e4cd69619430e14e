// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import com.uber.m3.tally.Scope;
import io.github.temporalpatterns.breaker.BreakerOperator.Status;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import io.temporal.workflow.Workflow;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of one breaker, named as those of Resilience4j. Silent in a replay. */
final class Meters {
  private static final String PREFIX = "workflow_patterns_breaker_";

  private final Scope scope;

  Meters(String name) {
    scope = Workflow.getMetricsScope().tagged(Map.of("name", name));
  }

  void called(Verdict.Kind kind) {
    scope.tagged(Map.of("kind", BreakerText.words(kind))).counter(PREFIX + "calls").inc(1);
  }

  void notPermitted() {
    scope.counter(PREFIX + "not_permitted_calls").inc(1);
  }

  void gauge(Status status) {
    for (State state : State.values()) {
      scope
          .tagged(Map.of("state", state.name().toLowerCase(Locale.ROOT)))
          .gauge(PREFIX + "state")
          .update(state == status.state() ? 1 : 0);
    }
    scope.gauge(PREFIX + "buffered_calls").update(status.calls());
    scope.gauge(PREFIX + "slow_calls").update(status.slow());
    // As Resilience4j has it: -1 while there are too few.
    scope.gauge(PREFIX + "failure_rate").update(orNone(status.failureRate()));
    scope.gauge(PREFIX + "slow_call_rate").update(orNone(status.slowCallRate()));
  }

  private static double orNone(@Nullable Double rate) {
    return rate == null ? -1 : rate;
  }
}
