// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.internal.Stops;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;

/**
 * Failures that say nothing about the callee: the attempt was told to stop, or a value could not be
 * converted.
 */
final class Silence {

  private Silence() {}

  /**
   * Whether a failure is one, or was thrown because of one. The cause of a timeout is an earlier
   * attempt, and that of a child workflow somebody else's; so they are not looked at.
   */
  static boolean is(Throwable failure) {
    Throwable current = failure;
    while (current != null && !isSilent(current)) {
      boolean goesOn =
          !(current instanceof TemporalFailure) || current instanceof ApplicationFailure;
      current = goesOn ? current.getCause() : null;
    }
    return current != null;
  }

  private static boolean isSilent(Throwable failure) {
    if (failure instanceof ApplicationFailure application) {
      String type = application.getType();
      return Stops.isNamed(type) || DataConverterException.class.getName().equals(type);
    }
    return Stops.is(failure) || failure instanceof DataConverterException;
  }
}
