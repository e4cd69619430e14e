// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures that say nothing about the callee: the worker interrupted the attempt because it stops,
 * the server or an operator ended it, or a value could not be converted.
 *
 * <p>An {@code InterruptedIOException} is none of them: HTTP clients throw it at their timeouts.
 */
final class Silence {
  private static final List<Class<? extends Exception>> SILENT =
      List.of(
          InterruptedException.class,
          ClosedByInterruptException.class,
          FileLockInterruptionException.class,
          ActivityCanceledException.class,
          ActivityCompletionFailureException.class,
          ActivityNotExistsException.class,
          ActivityPausedException.class,
          ActivityResetException.class,
          ActivityWorkerShutdownException.class,
          DataConverterException.class);

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

  /** A workflow sees an exception of Java as a failure whose type is its class name. */
  private static boolean isSilent(Throwable failure) {
    @Nullable String type =
        failure instanceof ApplicationFailure application ? application.getType() : null;
    return SILENT.stream()
        .anyMatch(silent -> silent.isInstance(failure) || silent.getName().equals(type));
  }
}
