// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.internal.Detached;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.internal.RunEnd;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the work of a run, cleans up after it and says how it ended. */
final class Ending {
  private static final String MEMO = "pause";
  private static final String NONE = "none";

  private final PauseOptions options;
  private final Automaton automaton;
  private final PauseDesk desk;
  private final CancellationScope runScope;
  private String cleanedUp = NONE;

  Ending(PauseOptions options, Automaton automaton, PauseDesk desk, CancellationScope runScope) {
    this.options = options;
    this.automaton = automaton;
    this.desk = desk;
    this.runScope = runScope;
  }

  <R extends @Nullable Object> R run(Functions.Func<R> body, Functions.Proc1<Outcome> cleanup) {
    R result;
    try {
      result = body.apply();
    } catch (RuntimeException e) {
      if (!RunEnd.failsBy(e)) {
        throw e; // fails the workflow task, and the run goes on when the code is mended
      }
      RuntimeException failure = end(isCanceled() ? Outcome.CANCELED : Outcome.FAILED, cleanup);
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
    Outcome outcome = automaton.isStopping() ? Outcome.STOPPED : Outcome.COMPLETED;
    RuntimeException failure = end(isCanceled() ? Outcome.CANCELED : outcome, cleanup);
    if (failure != null) {
      throw failure;
    }
    return result;
  }

  /** Returns by what the cleanup failed, if it did. */
  private @Nullable RuntimeException end(Outcome outcome, Functions.Proc1<Outcome> cleanup) {
    RuntimeException failure = null;
    if (outcome != Outcome.COMPLETED) {
      automaton.stop(Workflow.currentTimeMillis());
      desk.changed();
      failure = cleanUp(outcome, cleanup);
    }
    automaton.end(outcome);
    desk.changed();
    if (outcome != Outcome.COMPLETED) {
      Outcomes.publish(
          MEMO,
          memo(outcome),
          options.getOutcomeAttribute(),
          outcome.name(),
          PauseText.details(desk.pauseStatus()) + "- cleanup: " + cleanedUp + "\n");
    }
    Workflow.getMetricsScope()
        .tagged(Map.of("outcome", outcome.name().toLowerCase(Locale.ROOT)))
        .counter("workflow_patterns_pause_outcomes")
        .inc(1);
    return failure;
  }

  private @Nullable RuntimeException cleanUp(Outcome outcome, Functions.Proc1<Outcome> cleanup) {
    try {
      boolean inTime =
          Detached.run(options.getCleanupBudget(), "cleanup budget", () -> cleanup.apply(outcome));
      cleanedUp = inTime ? "done" : "not done within " + options.getCleanupBudget();
      return null;
    } catch (RuntimeException e) {
      if (!RunEnd.failsBy(e)) {
        throw e;
      }
      cleanedUp = "failed, " + Failures.line(e);
      return e;
    }
  }

  private Map<String, Object> memo(Outcome outcome) {
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put("outcome", outcome.name());
    memo.put("done", automaton.status(Workflow.currentTimeMillis()).progress().done());
    memo.put("cleanup", cleanedUp);
    return memo;
  }

  /**
   * A run that was asked to cancel closes CANCELED whatever it returns or throws, and no other
   * does: a scope of its own that it cancels fails it.
   */
  private boolean isCanceled() {
    return runScope.isCancelRequested();
  }
}
