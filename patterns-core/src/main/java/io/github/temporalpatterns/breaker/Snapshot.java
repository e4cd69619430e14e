// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerOperator.Status;
import io.github.temporalpatterns.breaker.CircuitBreaker.Rejection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a machine shows of itself. */
final class Snapshot {

  private Snapshot() {}

  static Status of(String name, Machine machine, int waiting) {
    Window window = machine.phase().window;
    boolean enough = window.calls() > 0 && window.calls() >= machine.rules().getMinimumCalls();
    return new Status(
        name,
        machine.phase().state(),
        window.calls(),
        window.failed(),
        window.slow(),
        enough ? window.failureRate() : null,
        enough ? window.slowCallRate() : null,
        window.notPermitted(),
        waiting,
        nextProbe(machine),
        explanation(machine));
  }

  static Rejection rejection(String name, Machine machine, long now) {
    Instant probe = nextProbe(machine);
    return new Rejection(
        name,
        machine.phase().state(),
        probe == null ? null : Duration.ofMillis(Math.max(0, probe.toEpochMilli() - now)),
        explanation(machine));
  }

  static @Nullable Instant nextProbe(Machine machine) {
    boolean open = machine.phase() instanceof OpenPhase && machine.freeAt() != Phase.NEVER;
    return open ? Instant.ofEpochMilli(machine.freeAt()) : null;
  }

  static @Nullable String explanation(Machine machine) {
    return machine.trip() == null ? null : machine.trip().explain();
  }
}
