// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was not permitted: the detail of {@code patterns.BreakerOpen}.
 *
 * @param breaker the breaker's name
 * @param state its state
 * @param remainingWait how long until it permits a probe; null if that is not known, because probes
 *     are under way or an operator must act
 * @param explanation why it opened, or null
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record Rejection(
    String breaker, State state, @Nullable Duration remainingWait, @Nullable String explanation) {

  /**
   * Reads the rejection from a failure that was caught.
   *
   * @param failure a failure, however wrapped by activities and child workflows
   * @return the rejection; null if the failure is not one of a breaker, or its rejection cannot be
   *     read
   */
  public static @Nullable Rejection of(Throwable failure) {
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
