// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunEnd;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.worker.NonDeterministicException;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.List;
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
  private final InFlight inFlight = new InFlight();
  private final SagaLog log;
  private final Publication publication;
  private final StepRegistry registry;
  private final SagaDesk desk;
  private Shield shield;
  private boolean restored;

  DefaultSagaCompensator(SagaOptions options, @Nullable SagaState state) {
    this.options = options;
    calls = new Calls(options.isBarrier());
    restored = state != null && readable(state).round() > 0;
    log =
        state != null && restored
            ? SagaLog.of(state, Desk.inRun(SagaLog.WORD, state.operators()))
            : new SagaLog(key(), Desk.inRun(SagaLog.WORD, null));
    publication = new Publication(options, log);
    registry = new StepRegistry(options, calls, log, inFlight, publication::show);
    shield = new Shield(() -> !log.pivoted());
    desk = new SagaDesk(log, calls);
  }

  @Override
  public <R> R run(Functions.Func1<Steps, R> body) {
    begin();
    R result;
    try {
      result =
          RunEnd.objecting(
              () -> shield.run(() -> body.apply(new DefaultSteps(this, registry, ""))),
              this::forgottenByContinueAsNew);
      settleLeftBehind();
      registry.requireNotCarried("the body's end");
    } catch (RuntimeException failure) {
      if (!compensates(failure)) {
        throw RunEnd.failTask(failure);
      }
      throw failed(failure);
    }
    shield.close();
    registry.close();
    if (log.outcome() == Outcome.RUNNING) {
      confirm();
    } else {
      awaitRecovery();
    }
    return result;
  }

  @Override
  public SagaReport compensate() {
    requireOwnLog();
    registry.requireNotCarried("compensate()");
    if (log.outcome() == Outcome.RUNNING && !log.pivoted()) {
      undo();
      publication.ended();
    } else {
      awaitRecovery();
    }
    return log.report();
  }

  @Override
  public SagaState state() {
    requireOwnLog();
    shield.throwIfRunCancelRequested();
    if (log.outcome() != Outcome.RUNNING) {
      throw SagaFailures.failure(
          "the undo log cannot be carried: the saga is " + log.outcome(),
          FailureTypes.SAGA_CLOSED,
          null);
    }
    if (!inFlight.none()) {
      throw new IllegalStateException(
          "state() while steps are in flight, whose ends it would not know: " + inFlight.names());
    }
    requireNoCron();
    SagaState state = log.toData();
    calls.check("the undo log of " + state.entries().size() + " steps", state);
    registry.carry();
    return state;
  }

  @Override
  public SagaReport report() {
    return log.report();
  }

  SagaLog log() {
    return log;
  }

  void pivot(String nest) {
    if (!log.pivoted()) {
      registry.requireRunning("pivot", nest);
      settleLeftBehind();
      log.pivot();
    }
  }

  /** Whether a failure of the body, or of a nested saga, undoes. */
  boolean compensates(RuntimeException failure) {
    return failure instanceof TemporalFailure
        || (!(failure instanceof NonDeterministicException)
            && (isBodyError(failure) || RunEnd.failsBy(failure)));
  }

  private boolean isBodyError(RuntimeException failure) {
    return options.getCompensateOn().stream().anyMatch(type -> type.isInstance(failure));
  }

  /** Whether a nested saga leaves the undo of its steps to the outer one. */
  boolean undoesEverything() {
    return shield.cancelRequested() || log.pivoted() || log.outcome() != Outcome.RUNNING;
  }

  /** Undoes a nested saga; returns whether nothing is left open. */
  boolean undoInside(String nest) {
    log.close(nest);
    registry.recall();
    List<LogEntry> entries = log.inside(nest);
    inFlight.undoNested(nest, () -> recover(RecoveryRun.Kind.UNDO, entries));
    return entries.stream().noneMatch(LogEntry::open);
  }

  private void begin() {
    if (registry.isOpen() || underWay()) {
      throw new IllegalStateException("a saga of this run is still " + log.outcome());
    }
    calls.requireKeys();
    requireOwnLog();
    registry.open();
    if (!restored || log.outcome() != Outcome.RUNNING) {
      log.nextRound(key());
    }
    restored = false;
    shield = new Shield(() -> !log.pivoted());
    Duration deadline = options.getDeadline();
    if (deadline != null && !log.pivoted()) {
      long now = Workflow.currentTimeMillis();
      shield.expireAfter(Duration.ofMillis(log.deadlineMillis(now + deadline.toMillis()) - now));
    }
  }

  /**
   * The key of a saga that begins here. Unless it is named, a saga is its run's own: what an
   * earlier attempt, or an earlier run of the chain, did was undone or is another transaction. The
   * original run is the one before a reset.
   */
  private static IdempotencyKey key() {
    IdempotencyKey outer = CallKeys.key();
    if (outer != null) {
      return KeyText.within(outer, "saga", 0);
    }
    WorkflowInfo run = Workflow.getInfo();
    String scope =
        CallKeys.isScopeGiven()
            ? CallKeys.scope()
            : KeyText.runScope(
                run.getNamespace(), run.getWorkflowId(), run.getOriginalExecutionRunId());
    return new IdempotencyKey(scope, "saga", 0, null, false);
  }

  /** A run that is retried gets the log of the attempt before, which may have undone it all. */
  private void requireOwnLog() {
    int attempt = Workflow.getInfo().getAttempt();
    if (restored && attempt > 1) {
      ApplicationFailure refusal = SagaFailures.logOfAnEarlierAttempt(attempt);
      log.failure(Failures.line(refusal));
      log.outcome(Outcome.REFUSED);
      publication.ended();
      throw refusal;
    }
  }

  /** A cron schedule starts the next run with the input of the last, and so with its log. */
  private static void requireNoCron() {
    WorkflowInfo run = Workflow.getInfo();
    if (run.getCronSchedule() != null && !run.getCronSchedule().isEmpty()) {
      throw SagaFailures.failure(
          "the undo log cannot be carried in a run with a cron schedule, which would start its next"
              + " run with it: use a schedule",
          FailureTypes.INVALID_STATE,
          null);
    }
  }

  private @Nullable String forgottenByContinueAsNew() {
    List<String> due = registry.isCarried() ? List.of() : log.due();
    return due.isEmpty()
        ? null
        : "continue-as-new without the saga's state() would forget the undo or confirm of " + due;
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
    registry.requireAllCalled();
  }

  private RuntimeException failed(RuntimeException cause) {
    shield.close();
    RuntimeException failure = asFailure(cause);
    log.failure(Failures.line(failure));
    boolean alreadyEnded = log.outcome() != Outcome.RUNNING;
    if (log.pivoted()) {
      inFlight.settle();
      log.outcome(Outcome.FAILED_AFTER_PIVOT);
    } else if (alreadyEnded) {
      awaitRecovery();
    } else {
      shield.cancelBranches();
      undo();
    }
    registry.close();
    if (alreadyEnded) {
      publication.publish();
    } else {
      publication.ended();
    }
    if (log.outcome() != Outcome.PARTIALLY_COMPENSATED || shield.runCancelled()) {
      return failure;
    }
    return SagaFailures.undoFailed(failure, log);
  }

  private RuntimeException asFailure(RuntimeException cause) {
    if (shield.expired()) {
      return SagaFailures.failure(
          "the saga's deadline of " + options.getDeadline() + " passed",
          FailureTypes.SAGA_DEADLINE,
          cause);
    }
    return !(cause instanceof TemporalFailure) && isBodyError(cause)
        ? SagaFailures.failure(cause.toString(), FailureTypes.SAGA_BODY_ERROR, cause)
        : cause;
  }

  private void undo() {
    log.outcome(Outcome.COMPENSATING);
    inFlight.settle();
    recover(RecoveryRun.Kind.UNDO, log.entries());
    log.outcome(log.open().isEmpty() ? Outcome.COMPENSATED : Outcome.PARTIALLY_COMPENSATED);
  }

  private void confirm() {
    log.outcome(Outcome.CONFIRMING);
    log.entries().forEach(LogEntry::dropNeedlessConfirm);
    recover(RecoveryRun.Kind.CONFIRM, log.entries());
    boolean failed =
        log.entries().stream().anyMatch(e -> e.confirm != null && !e.confirm.settledWell());
    log.outcome(failed ? Outcome.CONFIRM_FAILED : Outcome.COMPLETED);
    publication.completed(!failed && !shield.runCancelled() && log.open().isEmpty());
    if (failed) {
      throw SagaFailures.confirmFailed(log);
    }
  }

  private void recover(RecoveryRun.Kind kind, List<LogEntry> entries) {
    RecoveryRun work = new RecoveryRun(kind, options, calls, publication, entries);
    desk.opens(work);
    work.run();
    desk.closes(work);
  }

  private static SagaState readable(SagaState state) {
    if (state.schema() > SagaState.SCHEMA) {
      throw new IllegalStateException(
          "the undo log has schema %d, this version reads up to %d: deploy a newer version"
              .formatted(state.schema(), SagaState.SCHEMA));
    }
    return state;
  }
}
