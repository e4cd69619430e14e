// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaReport.DecisionReport;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes operators' questions and decisions. Handlers only set state, the saga's coroutine acts;
 * validators refuse what cannot be done; a repeated request id is answered without effect.
 */
final class OperatorDesk implements SagaOperator {
  private static final int TEXT_LENGTH = 1_000;

  private final SagaLog log;
  private final Calls calls;
  private final List<RecoveryRun> open = new ArrayList<>();

  OperatorDesk(SagaLog log, Calls calls) {
    this.log = log;
    this.calls = calls;
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
  public SagaReport sagaRetry(Decision decision) {
    return decide("retry", decision, RecoveryState.PENDING);
  }

  @Override
  public SagaReport sagaRetryWith(Decision decision) {
    return decide("retryWith", decision, RecoveryState.PENDING);
  }

  @Override
  public SagaReport sagaSkip(Decision decision) {
    return decide("skip", decision, RecoveryState.SKIPPED);
  }

  @Override
  public SagaReport sagaMarkDone(Decision decision) {
    return decide("markDone", decision, RecoveryState.MARKED_DONE);
  }

  @Override
  public SagaReport sagaAbandon(Decision decision) {
    if (!log.knows(decision.requestId())) {
      audit("abandon", decision, null);
      open.forEach(run -> run.abandon(decision.operator(), decision.reason()));
    }
    return log.report();
  }

  @Override
  public void checkSagaRetry(Decision decision) {
    check(decision);
  }

  @Override
  public void checkSagaRetryWith(Decision decision) {
    check(decision);
    if (decision.arguments() == null) {
      throw refused("arguments: all arguments of the call are needed, got none");
    }
    Recovery parked = parked(decision);
    int given = decision.arguments().size();
    if (parked == null) {
      return; // a repeated decision
    }
    if (parked.arguments().size() != given) {
      throw refused(
          "arguments: the call has %d, got %d".formatted(parked.arguments().size(), given));
    }
    calls.replace(decision.step(), parked.arguments(), decision.arguments());
  }

  @Override
  public void checkSagaSkip(Decision decision) {
    check(decision);
    needsReason(decision);
  }

  @Override
  public void checkSagaMarkDone(Decision decision) {
    check(decision);
    needsReason(decision);
  }

  @Override
  public void checkSagaAbandon(Decision decision) {
    checkNames(decision);
    needsReason(decision);
    if (!log.knows(decision.requestId())
        && open.stream().allMatch(run -> run.parkedSteps().isEmpty())) {
      throw refused("nothing is parked; the saga is " + log.shownOutcome());
    }
  }

  private SagaReport decide(String verb, Decision decision, RecoveryState next) {
    if (!log.knows(decision.requestId())) {
      Recovery parked = requireParked(decision);
      audit(verb, decision, decision.step());
      List<@Nullable Object> arguments = decision.arguments();
      if (verb.equals("retryWith") && arguments != null) {
        parked.replaceArguments(calls.replace(decision.step(), parked.arguments(), arguments));
      }
      parked.decided(next, decision.operator(), decision.reason());
      open.forEach(RecoveryRun::decided);
    }
    return log.report();
  }

  private @Nullable Recovery parked(Decision decision) {
    return open.stream()
        .map(run -> run.parked(decision.step()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private void audit(String verb, Decision decision, @Nullable String step) {
    log.decided(
        new DecisionReport(
            verb, decision.requestId(), step, decision.operator(), decision.reason()));
  }

  private void check(Decision decision) {
    checkNames(decision);
    if (!log.knows(decision.requestId())) {
      requireParked(decision);
    }
  }

  /** Also asked by a handler: another decision of the same moment may have come first. */
  private Recovery requireParked(Decision decision) {
    Recovery parked = parked(decision);
    if (parked == null) {
      List<String> all = open.stream().flatMap(run -> run.parkedSteps().stream()).toList();
      throw refused(
          "step: '%s' is not parked; parked are %s; the saga is %s"
              .formatted(decision.step(), all, log.shownOutcome()));
    }
    return parked;
  }

  @SuppressWarnings("ConstantValue") // a decision comes from outside: any part may be missing
  private static void checkNames(Decision decision) {
    if (blank(decision.requestId())) {
      throw refused("requestId: must not be blank");
    }
    if (blank(decision.operator())) {
      throw refused("operator: must not be blank");
    }
    bounded("requestId", decision.requestId());
    bounded("operator", decision.operator());
    bounded("reason", decision.reason());
  }

  /** The audit trail travels in failures and through continue-as-new. */
  private static void bounded(String part, @Nullable String text) {
    if (text != null && text.length() > TEXT_LENGTH) {
      throw refused(part + ": has more than " + TEXT_LENGTH + " characters");
    }
  }

  private static void needsReason(Decision decision) {
    if (blank(decision.reason())) {
      throw refused("reason: must not be blank");
    }
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.SAGA_DECISION_REFUSED);
  }
}
