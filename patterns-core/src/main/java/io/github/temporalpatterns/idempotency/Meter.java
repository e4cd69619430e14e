// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import com.uber.m3.tally.Scope;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what became of effects, on the scope of the activity, which has its type. */
@RunsIn(ACTIVITY)
final class Meter {
  private static final String EFFECTS = "worker_patterns_idempotency_effects";

  private final @Nullable Scope scope;
  private final Mode mode;

  Meter(@Nullable Task task, Mode mode) {
    scope = task == null ? null : task.context().getMetricsScope();
    this.mode = mode;
  }

  /** Counts one. */
  void count(String outcome) {
    if (scope != null) {
      scope
          .tagged(Map.of("mode", mode.name().toLowerCase(Locale.ROOT), "outcome", outcome))
          .counter(EFFECTS)
          .inc(1);
    }
  }

  void count(Entry.Decision decision) {
    count(decision.name().toLowerCase(Locale.ROOT));
  }
}
