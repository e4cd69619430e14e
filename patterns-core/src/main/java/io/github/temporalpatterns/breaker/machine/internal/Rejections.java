// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** The failure of a call that is not permitted, and its detail. */
public final class Rejections {

  private Rejections() {}

  public static ApplicationFailure failure(Rejection rejection) {
    return ApplicationFailure.newNonRetryableFailure(
        message(rejection), FailureTypes.BREAKER_OPEN, rejection);
  }

  /** Of an attempt that is to be made later; nothing is wrong with it, so it is benign. */
  public static ApplicationFailure comeBack(Rejection rejection, Duration delay) {
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
}
