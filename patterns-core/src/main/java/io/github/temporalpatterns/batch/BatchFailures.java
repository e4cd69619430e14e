// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** The failures of a batch that cannot begin or go on. */
@RunsIn(ACTIVITY)
final class BatchFailures {

  private BatchFailures() {}

  /** No attempt could do it. */
  static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.BATCH_REFUSED);
  }

  /** No release has written that. */
  static ApplicationFailure invalid(String fact) {
    return ApplicationFailure.newNonRetryableFailure(fact, FailureTypes.INVALID_STATE);
  }

  /** Retryable: the next attempt may meet a worker of the release that wrote it. */
  static ApplicationFailure unreadable(String fact, @Nullable Throwable cause) {
    return ApplicationFailure.newFailureWithCause(fact, FailureTypes.INVALID_STATE, cause);
  }
}
