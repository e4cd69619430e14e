// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.Detached;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs undos, or confirms, until each is settled.
 *
 * <p>Rounds of two phases: within the budget start whatever the order allows and wait for ends;
 * then, if something is parked, wait for an operator without any budget. Both run in detached
 * scopes made at that moment. Calls of one workflow task never exceed what its response may carry.
 */
final class RecoveryRun {

  /** Which of an entry's calls this run is about, and when it may start. */
  enum Kind {
    UNDO {
      @Override
      @Nullable Recovery of(LogEntry entry) {
        return entry.undo();
      }

      @Override
      List<LogEntry> ready(SagaOptions options, List<LogEntry> entries) {
        return UndoPlan.ready(options.getUndoOrder(), entries);
      }
    },
    CONFIRM {
      @Override
      @Nullable Recovery of(LogEntry entry) {
        return entry.confirm;
      }

      @Override
      List<LogEntry> ready(SagaOptions options, List<LogEntry> entries) {
        return entries.stream()
            .filter(entry -> entry.confirm != null && !entry.confirm.settled())
            .limit(1)
            .filter(e -> e.confirm != null && e.confirm.state() == RecoveryState.PENDING)
            .toList();
      }
    };

    abstract @Nullable Recovery of(LogEntry entry);

    abstract List<LogEntry> ready(SagaOptions options, List<LogEntry> entries);

    /** The key of the call itself. */
    IdempotencyKey key(LogEntry entry) {
      return this == UNDO ? entry.key.undoing() : KeyText.beside(entry.key, "confirm");
    }

    String verb() {
      return this == UNDO ? "undo" : "confirm";
    }
  }

  private final Kind kind;
  private final SagaOptions options;
  private final Calls calls;
  private final Publication publication;
  private final List<LogEntry> entries;
  private int inFlight;
  private int changes;

  RecoveryRun(
      Kind kind,
      SagaOptions options,
      Calls calls,
      Publication publication,
      List<LogEntry> entries) {
    this.kind = kind;
    this.options = options;
    this.calls = calls;
    this.publication = publication;
    this.entries = entries;
  }

  void run() {
    if (all(RecoveryState.PENDING).isEmpty()) {
      return;
    }
    while (true) {
      if (!Detached.run(options.getUndoBudget(), kind.verb() + " budget", this::drive)) {
        outOfTime();
      }
      if (all(RecoveryState.PARKED).isEmpty()) {
        return;
      }
      int seen = changes;
      publication.parked();
      await(() -> changes != seen);
      publication.parked();
    }
  }

  /** An operator changed a call: wake up. */
  void decided() {
    changes++;
  }

  /** Settles everything that has not begun. */
  void abandon(String by, String reason) {
    each(RecoveryState.PARKED, r -> r.decided(RecoveryState.ABANDONED, by, reason));
    each(RecoveryState.PENDING, r -> r.decided(RecoveryState.ABANDONED, by, reason));
    changes++;
  }

  private void drive() {
    while (true) {
      startReady();
      if (inFlight == 0) {
        return;
      }
      int seen = changes;
      Workflow.await(() -> changes != seen);
    }
  }

  private void startReady() {
    for (LogEntry entry : kind.ready(options, entries)) {
      Recovery recovery = kind.of(entry);
      if (recovery == null || inFlight >= options.getUndoConcurrency()) {
        return;
      }
      if (!calls.fits(recovery)) {
        if (inFlight > 0) {
          return;
        }
        // the task is full of other calls: let it end, so that the undo opens the next one
        Workflow.sleep(Duration.ofMillis(1));
        startReady();
        return;
      }
      start(entry, recovery);
    }
  }

  private void start(LogEntry entry, Recovery recovery) {
    recovery.started();
    inFlight++;
    String suffix = recovery.attempts() == 1 ? "" : "-" + recovery.attempts();
    IdempotencyKey key = kind.key(entry);
    calls
        .under(
            key,
            () -> calls.start(kind.verb() + " " + entry.name, key.toString() + suffix, recovery))
        .handle(
            (ignored, failure) -> {
              inFlight--;
              ended(recovery, failure);
              changes++;
              publication.show();
              return null;
            });
  }

  private void ended(Recovery recovery, @Nullable RuntimeException failure) {
    if (failure == null) {
      recovery.ended(RecoveryState.DONE, null);
      return;
    }
    recovery.ended(failed(), Failures.line(failure));
    if (options.getUndoFailure() == UndoFailure.STOP) {
      each(RecoveryState.PENDING, r -> r.ended(RecoveryState.NOT_RUN, null));
    }
  }

  private RecoveryState failed() {
    return options.getUndoFailure() == UndoFailure.PARK
        ? RecoveryState.PARKED
        : RecoveryState.FAILED;
  }

  private void outOfTime() {
    await(() -> inFlight == 0);
    boolean park = options.getUndoFailure() == UndoFailure.PARK;
    each(
        RecoveryState.PENDING,
        r ->
            r.ended(
                park ? RecoveryState.PARKED : RecoveryState.NOT_RUN,
                "the budget of " + options.getUndoBudget() + " was spent before it began"));
  }

  /** Waits whether or not the run is asked to cancel. */
  static void await(Functions.Func<Boolean> condition) {
    Workflow.newDetachedCancellationScope(() -> Workflow.await(condition::apply)).run();
  }

  private List<LogEntry> all(RecoveryState state) {
    return entries.stream()
        .filter(
            entry -> {
              Recovery recovery = kind.of(entry);
              return recovery != null && recovery.state() == state;
            })
        .toList();
  }

  private void each(RecoveryState state, Functions.Proc1<Recovery> action) {
    for (LogEntry entry : all(state)) {
      Recovery recovery = kind.of(entry);
      if (recovery != null) {
        action.apply(recovery);
      }
    }
  }
}
