// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes operators' questions and decisions. Handlers only set state, the saga's coroutine acts. */
final class SagaDesk implements SagaOperator {
  /** What becomes of a decision that was accepted in the same task as another one. */
  private static final String TOO_LATE = "too late: nothing waits for it any more";

  private final SagaLog log;
  private final Calls calls;
  private final List<RecoveryRun> open = new ArrayList<>();

  SagaDesk(SagaLog log, Calls calls) {
    this.log = log;
    this.calls = calls;
    Desk.register(SagaLog.WORD, this);
  }

  void opens(RecoveryRun run) {
    open.add(run);
  }

  void closes(RecoveryRun run) {
    open.remove(run);
  }

  @Override
  public SagaReport sagaReport() {
    return log.report();
  }

  @Override
  public SagaState sagaLog() {
    return log.toData();
  }

  @Override
  public AuditEntry sagaRetry(Decision decision) {
    return decide("retry", decision, RecoveryState.PENDING);
  }

  @Override
  public AuditEntry sagaRetryWith(Decision decision) {
    return decide("retryWith", decision, RecoveryState.PENDING);
  }

  @Override
  public AuditEntry sagaSkip(Decision decision) {
    return decide("skip", decision, RecoveryState.SKIPPED);
  }

  @Override
  public AuditEntry sagaMarkDone(Decision decision) {
    return decide("markDone", decision, RecoveryState.MARKED_DONE);
  }

  @Override
  public AuditEntry sagaAbandon(Decision decision) {
    return log.desk()
        .obey(
            "abandon",
            decision,
            null,
            () -> {
              if (log.parkedSteps().isEmpty()) {
                return TOO_LATE;
              }
              open.forEach(run -> run.abandon(decision.by(), decision.reason()));
              return RecoveryState.ABANDONED.name();
            });
  }

  @Override
  public void checkSagaRetry(Decision decision) {
    check("retry", decision);
  }

  @Override
  public void checkSagaRetryWith(Decision decision) {
    Recovery parked = check("retryWith", decision);
    if (parked != null) {
      checkArguments(parked, decision);
    }
  }

  @Override
  public void checkSagaSkip(Decision decision) {
    check("skip", decision);
  }

  @Override
  public void checkSagaMarkDone(Decision decision) {
    check("markDone", decision);
  }

  @Override
  public void checkSagaAbandon(Decision decision) {
    if (log.desk().isNew("abandon", decision) && log.parkedSteps().isEmpty()) {
      throw nothingWaits();
    }
  }

  private AuditEntry decide(String verb, Decision decision, RecoveryState next) {
    return log.desk()
        .obey(
            verb,
            decision,
            decision.step(),
            () -> {
              Recovery parked = log.parked(decision.step());
              if (parked == null) {
                return TOO_LATE;
              }
              List<@Nullable Object> arguments = decision.arguments();
              if (verb.equals("retryWith") && arguments != null) {
                parked.replaceArguments(calls.replace(parked.arguments(), arguments));
              }
              parked.decided(next, decision.by(), decision.reason());
              open.forEach(RecoveryRun::decided);
              return next.name();
            });
  }

  /** The parked call; null for a repeated decision. */
  private @Nullable Recovery check(String verb, Decision decision) {
    if (!log.desk().isNew(verb, decision)) {
      return null;
    }
    Recovery parked = log.parked(decision.step());
    if (parked == null) {
      List<String> steps = log.parkedSteps();
      throw steps.isEmpty()
          ? nothingWaits()
          : log.desk().refusal("step: must be one that waits, which are " + steps, decision.step());
    }
    return parked;
  }

  private ApplicationFailure nothingWaits() {
    return log.desk().refusal("the saga does not wait for a decision", log.shownOutcome());
  }

  private void checkArguments(Recovery parked, Decision decision) {
    List<@Nullable Object> given = decision.arguments();
    int count = parked.arguments().size();
    if (given == null || given.size() != count) {
      throw log.desk()
          .refusal(
              "arguments: must be all %d of the call".formatted(count),
              given == null ? null : given.size());
    }
    try {
      calls.replace(parked.arguments(), given);
    } catch (ApplicationFailure e) {
      throw log.desk().refusal("arguments: " + e.getOriginalMessage(), null);
    }
  }
}
