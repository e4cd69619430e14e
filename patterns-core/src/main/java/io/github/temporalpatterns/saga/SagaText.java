// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Waiting;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport.RecoveryReport;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What people read: the Markdown of the Web UI. */
final class SagaText {
  private static final int SHOWN_STEPS = 30;
  private static final Set<RecoveryState> UNTOLD =
      EnumSet.of(RecoveryState.NONE, RecoveryState.NO_RESULT, RecoveryState.PENDING);

  private SagaText() {}

  static String markdown(SagaReport report) {
    StringBuilder text =
        new StringBuilder("**Saga** ").append(words(report.outcome())).append('\n');
    if (report.failure() != null) {
      text.append("\n> ").append(report.failure()).append('\n');
    }
    text.append('\n');
    List<SagaReport.StepReport> steps = report.steps();
    int hidden = Math.max(0, steps.size() - SHOWN_STEPS);
    if (hidden > 0) {
      text.append("- ").append(hidden).append(" earlier steps\n");
    }
    for (SagaReport.StepReport step : steps.subList(hidden, steps.size())) {
      text.append("- `").append(step.name()).append("` ").append(forward(step));
      append(text, "undo", step.undo());
      append(text, "confirm", step.confirm());
      text.append('\n');
    }
    return text.toString();
  }

  /** A step that waits for an operator. */
  static Waiting waiting(LogEntry entry, Instant since) {
    boolean undo = entry.parked() == entry.undo();
    RecoveryReport parked = undo ? entry.report().undo() : entry.report().confirm();
    return new Waiting(
        "the %s of `%s`, which failed: %s"
            .formatted(undo ? "undo" : "confirm", entry.name, parked.failure()),
        since,
        null,
        "the run stays open until its own timeout, if it has one",
        List.of("saga.retry", "saga.skip", "saga.markDone", "saga.abandon"),
        Decision.of("an id of your own", "your name", "why", entry.name));
  }

  private static String forward(SagaReport.StepReport step) {
    if (step.running()) {
      return "is running";
    }
    return switch (step.verdict()) {
      case EXECUTED -> "ran";
      case NOT_EXECUTED -> "did not run";
      case UNKNOWN -> "failed, may have acted";
    };
  }

  private static void append(StringBuilder text, String verb, RecoveryReport recovery) {
    if (UNTOLD.contains(recovery.state())) {
      return;
    }
    text.append(", ").append(verb).append(' ').append(words(recovery.state()));
    if (recovery.decidedBy() != null) {
      text.append(" by ").append(recovery.decidedBy());
    }
    if (recovery.failure() != null) {
      text.append(" (").append(recovery.failure()).append(')');
    }
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
