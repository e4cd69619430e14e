// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where steps are admitted and logged, and noted while they are under way: all they see of it. */
final class StepRegistry {
  private final SagaOptions options;
  private final Calls calls;
  private final SagaLog log;
  private final InFlight inFlight;
  private final Functions.Proc changed;
  private final List<DefaultStep> declared = new ArrayList<>();
  private boolean open;
  private boolean carried;

  /**
   * @param changed called when a step begins or ends
   */
  StepRegistry(
      SagaOptions options, Calls calls, SagaLog log, InFlight inFlight, Functions.Proc changed) {
    this.options = options;
    this.calls = calls;
    this.log = log;
    this.inFlight = inFlight;
    this.changed = changed;
  }

  SagaOptions options() {
    return options;
  }

  Calls calls() {
    return calls;
  }

  /** A body begins. */
  void open() {
    open = true;
    carried = false;
    declared.clear();
    inFlight.forgetBranches();
  }

  boolean isOpen() {
    return open;
  }

  /** The body has ended, and all that it started. */
  void close() {
    open = false;
  }

  /** The log was given to continue-as-new: what comes now would not be in it. */
  void carry() {
    carried = open;
  }

  /** The log that was given away is out of date: it must be asked for again. */
  void recall() {
    carried = false;
  }

  boolean isCarried() {
    return carried;
  }

  void requireNotCarried(String what) {
    if (carried) {
      throw new IllegalStateException(
          what
              + " after state(): the log that was given away does not know it;"
              + " call state() last, as an argument of continue-as-new");
    }
  }

  void requireRunning(String what, String nest) {
    if (!open) {
      throw new IllegalStateException(what + " outside of the saga's body");
    }
    requireNotCarried(what);
    if (log.outcome() != Outcome.RUNNING || log.closed(nest)) {
      String why =
          log.outcome() == Outcome.RUNNING
              ? "nested saga '" + nest + "' has failed"
              : "the saga is " + log.outcome();
      throw SagaFailures.failure(what + " refused: " + why, FailureTypes.SAGA_CLOSED, null);
    }
  }

  DefaultStep declare(String nest, String path) {
    declared.removeIf(DefaultStep::called);
    String name = log.label(path);
    DefaultStep step = new DefaultStep(this, nest, name, log.key(name));
    declared.add(step);
    return step;
  }

  /** A step without a call is wrong code, and would pass for one that had nothing to do. */
  void requireAllCalled() {
    for (DefaultStep step : declared) {
      if (!step.called()) {
        throw new IllegalStateException(
            "saga step '" + step.name() + "' was declared and never called");
      }
    }
  }

  /** The last execution so far of a step of that nest. */
  LogEntry earlier(String what, String nest, String step) {
    String path = nest.isEmpty() ? step : nest + "/" + step;
    LogEntry entry = log.find(log.latest(path));
    if (entry == null) {
      throw SagaFailures.invalidStep(what + ": no earlier step is named '" + path + "'");
    }
    return entry;
  }

  LogEntry register(SagaState.Entry entry) {
    requireRunning("step '" + entry.name() + "'", entry.nest());
    if (log.contains(entry.name())) {
      throw new IllegalStateException(
          "saga step '%s' was declared before another of its name was called"
              .formatted(entry.name()));
    }
    if (log.entries().size() >= SagaLog.MAX_STEPS) {
      throw SagaFailures.invalidStep(
          "step '%s': a saga has at most %d steps".formatted(entry.name(), SagaLog.MAX_STEPS));
    }
    return log.add(entry);
  }

  void began(LogEntry entry, Promise<?> end) {
    entry.began();
    inFlight.began(entry, end);
    changed.apply();
  }

  void ended(LogEntry entry, ExecutionVerdict verdict) {
    inFlight.ended(entry);
    entry.ended(verdict);
    changed.apply();
  }

  /** Hands a step's promise out such that its failure cannot be overlooked. */
  <R extends @Nullable Object> Promise<R> watch(LogEntry entry, Promise<R> end) {
    return inFlight.watch(entry, end);
  }
}
