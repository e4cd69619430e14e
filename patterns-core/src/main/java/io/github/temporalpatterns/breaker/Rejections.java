// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.CircuitBreaker.Rejection;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** The failure of a call that is not permitted, and its detail. */
final class Rejections {

  private Rejections() {}

  static ApplicationFailure failure(Rejection rejection) {
    return ApplicationFailure.newNonRetryableFailure(
        "breaker %s is %s%s"
            .formatted(
                rejection.breaker(),
                BreakerText.words(rejection.state()),
                rejection.explanation() == null ? "" : "; " + rejection.explanation()),
        FailureTypes.BREAKER_OPEN,
        rejection);
  }

  static @Nullable Rejection read(Throwable failure) {
    if (!FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN)) {
      return null;
    }
    Throwable current = failure;
    while (current != null && !(current instanceof ApplicationFailure)) {
      current = current.getCause();
    }
    return current instanceof ApplicationFailure rejected
        ? rejected.getDetails().get(0, Rejection.class)
        : null;
  }
}
