// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import com.uber.m3.tally.Gauge;
import com.uber.m3.tally.Scope;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a breaker is, as numbers, named as those of Resilience4j. */
public final class Gauges {
  private final Map<State, Gauge> states = new EnumMap<>(State.class);
  private final Gauge bufferedCalls;
  private final Gauge slowCalls;
  private final Gauge failureRate;
  private final Gauge slowCallRate;

  public Gauges(Scope scope, String prefix) {
    for (State state : State.values()) {
      Map<String, String> tag = Map.of("state", state.name().toLowerCase(Locale.ROOT));
      states.put(state, scope.tagged(tag).gauge(prefix + "state"));
    }
    bufferedCalls = scope.gauge(prefix + "buffered_calls");
    slowCalls = scope.gauge(prefix + "slow_calls");
    failureRate = scope.gauge(prefix + "failure_rate");
    slowCallRate = scope.gauge(prefix + "slow_call_rate");
  }

  public void update(Status status) {
    states.forEach((state, gauge) -> gauge.update(state == status.state() ? 1 : 0));
    bufferedCalls.update(status.calls());
    slowCalls.update(status.slow());
    // As Resilience4j has it: -1 while there are too few.
    failureRate.update(orNone(status.failureRate()));
    slowCallRate.update(orNone(status.slowCallRate()));
  }

  private static double orNone(@Nullable Double rate) {
    return rate == null ? -1 : rate;
  }
}
