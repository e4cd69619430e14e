// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Gauges;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.BreakerText;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Map;

/** The metrics of one dependency of a worker. */
@RunsIn(ACTIVITY)
final class WorkerMeters {
  private static final String PREFIX = "worker_patterns_breaker_";

  private final Scope scope;
  private final Gauges gauges;

  WorkerMeters(Scope scope, String name) {
    this.scope = scope.tagged(Map.of("name", name));
    gauges = new Gauges(this.scope, PREFIX);
  }

  /** On the worker's scope: that of the activity would tell each activity type apart. */
  static WorkerMeters of(String name, ActivityExecutionContext context) {
    return new WorkerMeters(
        context.getWorkflowClient().getWorkflowServiceStubs().getOptions().getMetricsScope(), name);
  }

  void called(Ended call) {
    scope
        .tagged(Map.of("kind", BreakerText.words(call.kind())))
        .timer(PREFIX + "calls")
        .record(Duration.ofNanos(call.took().toNanos()));
  }

  void turnedAway() {
    scope.counter(PREFIX + "not_permitted_calls").inc(1);
  }

  void gauge(Status status) {
    gauges.update(status);
  }
}
