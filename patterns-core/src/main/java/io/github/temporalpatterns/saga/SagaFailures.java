// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The failures by which a saga tells that its recovery is incomplete: with the report as detail.
 */
final class SagaFailures {

  private SagaFailures() {}

  /** The body's failure stays the cause, also when a nested saga has said so before. */
  static ApplicationFailure undoFailed(TemporalFailure failure, SagaLog log) {
    boolean saidBefore =
        failure instanceof ApplicationFailure nested
            && nested.getType().equals(FailureTypes.SAGA_UNDO_FAILED);
    Throwable cause = saidBefore ? Objects.requireNonNull(failure.getCause()) : failure;
    String message = Failures.line(cause) + "; not undone: " + log.summary().open();
    return failure(message, FailureTypes.SAGA_UNDO_FAILED, log, cause);
  }

  static ApplicationFailure confirmFailed(SagaLog log) {
    String message = "the saga succeeded, but not every confirm did";
    return failure(message, FailureTypes.SAGA_CONFIRM_FAILED, log, null);
  }

  private static ApplicationFailure failure(
      String message, String type, SagaLog log, @Nullable Throwable cause) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(type)
        .setNonRetryable(true)
        .setDetails(log.report())
        .setCause(cause)
        .build();
  }
}
