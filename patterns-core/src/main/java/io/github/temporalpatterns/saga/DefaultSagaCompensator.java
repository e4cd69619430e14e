// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.worker.NonDeterministicException;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why this order. An undo is logged before its step is scheduled, because a lost answer is not a
 * lost effect. When the body has failed, its other branches are cancelled and waited for before the
 * first undo, because an undo must not overtake a step. Recovery runs in detached scopes made at
 * that moment. The outcome is published before the failure leaves, because a cancelled run keeps
 * nothing else. Only {@code RuntimeException}s are caught and never in a {@code finally}: the SDK's
 * errors for eviction and continue-as-new pass through untouched.
 */
final class DefaultSagaCompensator implements SagaCompensator {
  private final SagaOptions options;
  private final Calls calls;
  private final SagaLog log;
  private final OperatorDesk desk;
  private final InFlight inFlight = new InFlight();
  private final List<DefaultStep> declared = new ArrayList<>();
  private Shield shield;
  private boolean active;
  private boolean restored;

  DefaultSagaCompensator(SagaOptions options, @Nullable SagaState state) {
    this.options = options;
    calls = new Calls(options.getDataConverter());
    log =
        state == null
            ? new SagaLog(Workflow.getInfo().getOriginalExecutionRunId())
            : SagaLog.of(requireReadable(state));
    restored = log.round() > 0;
    shield = new Shield(() -> !log.pivoted());
    desk = new OperatorDesk(log, calls);
    register(desk);
  }

  @Override
  public <R> R run(Functions.Func1<Steps, R> body) {
    begin();
    R result;
    try {
      result = shield.run(() -> body.apply(new DefaultSteps(this, "")));
      settleLeftBehind();
    } catch (RuntimeException failure) {
      if (!compensates(failure)) {
        throw failure;
      }
      throw failed(failure);
    }
    shield.close();
    active = false;
    if (log.outcome() == Outcome.RUNNING) {
      confirm();
    } else {
      awaitRecovery();
    }
    return result;
  }

  @Override
  public SagaReport compensate() {
    if (log.outcome() == Outcome.RUNNING && !log.pivoted()) {
      undo();
      publish();
    } else {
      awaitRecovery();
    }
    return log.report();
  }

  @Override
  public SagaState state() {
    shield.throwIfRunCancelRequested();
    if (log.outcome() != Outcome.RUNNING || !inFlight.none()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the undo log cannot be carried now: saga %s, steps in flight %s"
              .formatted(log.outcome(), inFlight.names()),
          FailureTypes.INVALID_STATE);
    }
    SagaState state = log.toData();
    calls.check("the undo log of " + state.entries().size() + " steps", state);
    return state;
  }

  @Override
  public SagaReport report() {
    return log.report();
  }

  SagaOptions options() {
    return options;
  }

  SagaLog log() {
    return log;
  }

  Calls calls() {
    return calls;
  }

  InFlight inFlight() {
    return inFlight;
  }

  void requireRunning(String step, String nest) {
    if (log.closed(nest)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "step '%s' refused: nested saga '%s' has failed".formatted(step, nest),
          FailureTypes.SAGA_CLOSED);
    }
    if (!active || log.outcome() != Outcome.RUNNING) {
      throw ApplicationFailure.newNonRetryableFailure(
          "step '%s' refused: the saga is %s"
              .formatted(step, active ? log.outcome() : "not running"),
          FailureTypes.SAGA_CLOSED);
    }
    if (log.entries().size() >= SagaLog.MAX_STEPS) {
      throw RecordedCall.invalid(step, "a saga has at most " + SagaLog.MAX_STEPS + " steps", null);
    }
  }

  DefaultStep declare(DefaultStep step) {
    declared.removeIf(DefaultStep::called);
    declared.add(step);
    return step;
  }

  void began(LogEntry entry, Promise<?> end) {
    inFlight.began(entry, end);
    show();
  }

  void ended(LogEntry entry, ExecutionVerdict verdict) {
    inFlight.ended(entry);
    entry.ended(verdict);
    show();
  }

  void pivot(String nest) {
    if (!log.pivoted()) {
      requireRunning("pivot", nest);
      settleLeftBehind();
      log.pivot();
    }
  }

  /** Whether a nested saga leaves the undo of its steps to the outer one. */
  boolean undoesEverything() {
    return shield.cancelRequested() || log.pivoted() || log.outcome() != Outcome.RUNNING;
  }

  /** Undoes a nested saga; returns whether nothing is left open. */
  boolean undoInside(String nest) {
    log.close(nest);
    List<LogEntry> entries = log.inside(nest);
    inFlight.undoNested(nest, () -> recover(RecoveryRun.Kind.UNDO, entries));
    return entries.stream().noneMatch(LogEntry::open);
  }

  /** A parked call was decided upon, or an undo or confirm waits for that. */
  void parked(boolean waits) {
    log.parked(waits);
    if (waits) {
      publish();
    } else {
      show();
    }
  }

  void show() {
    SagaText.show(log.report());
  }

  private void begin() {
    if (active || underWay()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "a saga of this run is still " + log.outcome(), FailureTypes.SAGA_CLOSED);
    }
    active = true;
    if (!restored || log.outcome() != Outcome.RUNNING) {
      log.nextRound();
    }
    restored = false;
    inFlight.forgetBranches();
    declared.clear();
    shield = new Shield(() -> !log.pivoted());
    Duration deadline = options.getDeadline();
    if (deadline != null && !log.pivoted()) {
      long now = Workflow.currentTimeMillis();
      shield.expireAfter(Duration.ofMillis(log.deadlineMillis(now + deadline.toMillis()) - now));
    }
  }

  private boolean underWay() {
    return log.outcome() == Outcome.COMPENSATING || log.outcome() == Outcome.CONFIRMING;
  }

  /** An undo that another coroutine began must end before the run does. */
  private void awaitRecovery() {
    RecoveryRun.await(() -> !underWay());
  }

  /** A branch must not fail unseen; a cancel request that nobody met must not be lost. */
  private void settleLeftBehind() {
    inFlight.settle();
    if (!log.pivoted()) {
      shield.throwIfCancelRequested();
    }
    inFlight.throwUnseenFailure();
    for (DefaultStep step : declared) {
      if (!step.called()) {
        throw RecordedCall.invalid(step.name(), "it was declared and never called", null);
      }
    }
  }

  private boolean compensates(RuntimeException failure) {
    return failure instanceof TemporalFailure
        || (!(failure instanceof NonDeterministicException)
            && options.getCompensateOn().stream().anyMatch(type -> type.isInstance(failure)));
  }

  private RuntimeException failed(RuntimeException cause) {
    shield.close();
    TemporalFailure failure = asFailure(cause);
    log.failure(Failures.line(failure));
    if (log.pivoted()) {
      inFlight.settle();
      log.outcome(Outcome.FAILED_AFTER_PIVOT);
    } else if (log.outcome() == Outcome.RUNNING) {
      shield.cancelBranches();
      undo();
    } else {
      awaitRecovery();
    }
    active = false;
    publish();
    if (log.outcome() != Outcome.PARTIALLY_COMPENSATED || shield.runCancelled()) {
      return failure;
    }
    return SagaFailures.undoFailed(failure, log);
  }

  private TemporalFailure asFailure(RuntimeException cause) {
    if (shield.expired()) {
      return ApplicationFailure.newNonRetryableFailureWithCause(
          "the saga's deadline of " + options.getDeadline() + " passed",
          FailureTypes.SAGA_DEADLINE,
          cause);
    }
    if (cause instanceof TemporalFailure failure) {
      return failure;
    }
    return ApplicationFailure.newNonRetryableFailureWithCause(
        cause.toString(), FailureTypes.SAGA_BODY_ERROR, cause);
  }

  private void undo() {
    log.outcome(Outcome.COMPENSATING);
    inFlight.settle();
    recover(RecoveryRun.Kind.UNDO, log.entries());
    boolean open = log.entries().stream().anyMatch(LogEntry::open);
    log.outcome(open ? Outcome.PARTIALLY_COMPENSATED : Outcome.COMPENSATED);
  }

  private void confirm() {
    log.outcome(Outcome.CONFIRMING);
    log.entries().forEach(LogEntry::dropNeedlessConfirm);
    recover(RecoveryRun.Kind.CONFIRM, log.entries());
    boolean failed =
        log.entries().stream().anyMatch(e -> e.confirm != null && !e.confirm.settledWell());
    log.outcome(failed ? Outcome.CONFIRM_FAILED : Outcome.COMPLETED);
    publish();
    if (failed) {
      throw SagaFailures.confirmFailed(log);
    }
  }

  private void recover(RecoveryRun.Kind kind, List<LogEntry> entries) {
    RecoveryRun work = new RecoveryRun(kind, this, entries);
    desk.opens(work);
    work.run();
    desk.closes(work);
  }

  /**
   * A saga that simply completed leaves no trace beyond its details, unless an attribute asks for
   * one or an older memo would belie it. The memo is bounded by {@link SagaReport.Summary}.
   */
  private void publish() {
    SagaReport.Summary summary = log.summary();
    Workflow.getMetricsScope()
        .tagged(Map.of("outcome", summary.outcome().name()))
        .counter("workflow_patterns_saga_outcomes")
        .inc(1);
    boolean simply =
        log.outcome() == Outcome.COMPLETED
            && !shield.runCancelled()
            && summary.open().isEmpty()
            && Workflow.getMemo(SagaReport.MEMO, SagaReport.Summary.class) == null;
    if (simply && options.getOutcomeAttribute() == null) {
      show();
      return;
    }
    Outcomes.publish(
        SagaReport.MEMO,
        summary,
        options.getOutcomeAttribute(),
        summary.outcome().name(),
        SagaText.markdown(log.report()));
  }

  private static void register(OperatorDesk desk) {
    try {
      Workflow.registerListener(desk);
    } catch (IllegalStateException e) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          "this run has a saga already: create or restore one per run, and call run again",
          FailureTypes.SAGA_CLOSED,
          e);
    }
  }

  private static SagaState requireReadable(SagaState state) {
    if (state.schema() > SagaState.SCHEMA) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the undo log has schema %d, this version reads up to %d: deploy a newer version"
              .formatted(state.schema(), SagaState.SCHEMA),
          FailureTypes.INVALID_STATE);
    }
    return state;
  }
}
