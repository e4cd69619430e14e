// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a machine shows of itself. */
final class Snapshot {

  private Snapshot() {}

  /** As it is now, whatever it was when somebody asked last. */
  static Status of(String name, Machine machine, int waiting, List<AuditEntry> audit) {
    Phase phase = machine.phase().lapsed();
    Window window = phase.window;
    window.slide(machine.clock());
    boolean enough = window.isEnough();
    return new Status(
        name,
        phase.state(),
        window.calls(),
        window.failed(),
        window.slow(),
        enough ? window.failureRate() : null,
        enough ? window.slowCallRate() : null,
        window.notPermitted(),
        waiting,
        nextProbe(phase),
        explanation(phase),
        audit);
  }

  static Rejection rejection(String name, Machine machine) {
    Phase phase = machine.phase();
    Instant probe = nextProbe(phase);
    long now = machine.clock().getAsLong();
    return new Rejection(
        name,
        phase.state(),
        probe == null ? null : Duration.ofMillis(Math.max(0, probe.toEpochMilli() - now)),
        explanation(phase));
  }

  private static @Nullable Instant nextProbe(Phase phase) {
    boolean open = phase instanceof OpenPhase && phase.until() != Waits.NEVER;
    return open ? Instant.ofEpochMilli(phase.until() + 1) : null;
  }

  static @Nullable String explanation(Phase phase) {
    return phase.trip == null ? null : phase.trip.explain();
  }
}
