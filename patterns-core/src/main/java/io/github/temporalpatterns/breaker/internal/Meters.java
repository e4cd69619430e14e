// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import com.uber.m3.tally.Scope;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.BreakerText;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** The metrics of one breaker of a run. Silent in a replay. */
public final class Meters {
  private static final String PREFIX = "workflow_patterns_breaker_";

  private final Scope scope;
  private final Gauges gauges;

  public Meters(String name) {
    scope = Workflow.getMetricsScope().tagged(Map.of("name", name));
    gauges = new Gauges(scope, PREFIX);
  }

  public void called(BreakerRules.Kind kind) {
    scope.tagged(Map.of("kind", BreakerText.words(kind))).counter(PREFIX + "calls").inc(1);
  }

  public void notPermitted() {
    scope.counter(PREFIX + "not_permitted_calls").inc(1);
  }

  public void gauge(Status status) {
    gauges.update(status);
  }
}
