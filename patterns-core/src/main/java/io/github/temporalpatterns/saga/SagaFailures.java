// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The failures of a saga, none of them retryable. */
final class SagaFailures {
  private static final int NAMES = 100;

  private SagaFailures() {}

  /** The body's failure stays the cause, also when a nested saga has said so before. */
  static ApplicationFailure undoFailed(RuntimeException failure, SagaLog log) {
    boolean saidBefore =
        failure instanceof ApplicationFailure nested
            && FailureTypes.SAGA_UNDO_FAILED.equals(nested.getType());
    Throwable cause = saidBefore ? Objects.requireNonNull(failure.getCause()) : failure;
    String message = Failures.line(cause) + "; not undone: " + names(log.open());
    return failure(message, FailureTypes.SAGA_UNDO_FAILED, cause, log.report());
  }

  static ApplicationFailure confirmFailed(SagaLog log) {
    String message = "the saga succeeded, but not every confirm did";
    return failure(message, FailureTypes.SAGA_CONFIRM_FAILED, null, log.report());
  }

  /** Names and numbers of steps may come from data; what only code can get wrong is no failure. */
  static ApplicationFailure invalidStep(String message) {
    return failure(message, FailureTypes.SAGA_INVALID_STEP, null);
  }

  /** The server retries a run with the input of the attempt that failed. */
  static ApplicationFailure logOfAnEarlierAttempt(int attempt) {
    return failure(
        ("attempt %d of a run that carries an undo log: an attempt before it may have undone what"
                + " the log says was done, so the saga does nothing")
            .formatted(attempt),
        FailureTypes.INVALID_STATE,
        Workflow.getPreviousRunFailure().orElse(null));
  }

  static ApplicationFailure failure(
      String message, String type, @Nullable Throwable cause, Object... details) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(type)
        .setNonRetryable(true)
        .setDetails(details)
        .setCause(cause)
        .build();
  }

  private static String names(List<String> steps) {
    return steps.size() <= NAMES
        ? steps.toString()
        : steps.subList(0, NAMES) + " and " + (steps.size() - NAMES) + " more";
  }
}
