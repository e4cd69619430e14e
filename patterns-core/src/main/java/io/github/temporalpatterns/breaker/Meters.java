// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import com.uber.m3.tally.Scope;
import io.github.temporalpatterns.breaker.BreakerOperator.Status;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** The metrics of one breaker of a run. Silent in a replay. */
final class Meters {
  private static final String PREFIX = "workflow_patterns_breaker_";

  private final Scope scope;
  private final Gauges gauges;

  Meters(String name) {
    scope = Workflow.getMetricsScope().tagged(Map.of("name", name));
    gauges = new Gauges(scope, PREFIX);
  }

  void called(BreakerRules.Kind kind) {
    scope.tagged(Map.of("kind", BreakerText.words(kind))).counter(PREFIX + "calls").inc(1);
  }

  void notPermitted() {
    scope.counter(PREFIX + "not_permitted_calls").inc(1);
  }

  void gauge(Status status) {
    gauges.update(status);
  }
}
