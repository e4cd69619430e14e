// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Failures that say nothing about the callee: the worker interrupted the attempt because it stops,
 * the server or an operator ended it, or a value could not be converted.
 *
 * <p>An {@code InterruptedIOException} is none of them: HTTP clients throw it at their timeouts.
 */
final class Silence {
  /** By name, as a workflow sees an exception of Java that an activity threw. */
  private static final List<String> SILENT =
      List.of(
          "java.lang.InterruptedException",
          "java.nio.channels.ClosedByInterruptException",
          "java.nio.channels.FileLockInterruptionException",
          ActivityCanceledException.class.getName(),
          ActivityCompletionFailureException.class.getName(),
          ActivityNotExistsException.class.getName(),
          ActivityPausedException.class.getName(),
          ActivityResetException.class.getName(),
          ActivityWorkerShutdownException.class.getName(),
          DataConverterException.class.getName());

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
      return SILENT.contains(application.getType());
    }
    return Stream.<Class<?>>iterate(failure.getClass(), Objects::nonNull, Class::getSuperclass)
        .anyMatch(type -> SILENT.contains(type.getName()));
  }
}
