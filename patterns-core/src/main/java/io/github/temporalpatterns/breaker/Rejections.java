// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.CircuitBreaker.Rejection;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The failure of a call that is not permitted, and its detail. */
final class Rejections {

  private Rejections() {}

  static ApplicationFailure failure(Rejection rejection) {
    return ApplicationFailure.newNonRetryableFailure(
        message(rejection), FailureTypes.BREAKER_OPEN, rejection);
  }

  /** Of an attempt that is to be made later; nothing is wrong with it, so it is benign. */
  static ApplicationFailure comeBack(Rejection rejection, Duration delay) {
    return ApplicationFailure.newBuilder()
        .setMessage(message(rejection))
        .setType(FailureTypes.BREAKER_OPEN)
        .setDetails(rejection)
        .setNextRetryDelay(delay)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  private static String message(Rejection rejection) {
    return "breaker %s is %s%s"
        .formatted(
            rejection.breaker(),
            BreakerText.words(rejection.state()),
            rejection.explanation() == null ? "" : "; " + rejection.explanation());
  }

  static @Nullable Rejection read(Throwable failure) {
    if (!FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN)) {
      return null;
    }
    Throwable current = failure;
    while (current != null && !(current instanceof ApplicationFailure)) {
      current = current.getCause();
    }
    if (!(current instanceof ApplicationFailure rejected) || rejected.getDetails().getSize() == 0) {
      return null;
    }
    try {
      return rejected.getDetails().get(0, Rejection.class);
    } catch (DataConverterException e) {
      return null; // somebody else used the type
    }
  }
}
