// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The exceptions by which an attempt is told to stop: its worker interrupted it, or the server or
 * an operator ended it. They say nothing about the work. Internal, not API.
 *
 * <p>An {@code InterruptedIOException} is none of them: libraries throw it at their timeouts, and
 * set the thread's flag if it was an interruption.
 */
public final class Stops {
  /** By name, as a workflow sees an exception of Java that an activity threw. */
  private static final List<String> NAMES =
      List.of(
          "java.lang.InterruptedException",
          "java.nio.channels.ClosedByInterruptException",
          "java.nio.channels.FileLockInterruptionException",
          ActivityCompletionException.class.getName(),
          ActivityCanceledException.class.getName(),
          ActivityCompletionFailureException.class.getName(),
          ActivityNotExistsException.class.getName(),
          ActivityPausedException.class.getName(),
          ActivityResetException.class.getName(),
          ActivityWorkerShutdownException.class.getName());

  private Stops() {}

  /** Whether the type of an application failure is one. */
  public static boolean isNamed(String type) {
    return NAMES.contains(type);
  }

  /** Whether an exception is one, or of a subclass. */
  public static boolean is(Throwable failure) {
    return Stream.<Class<?>>iterate(failure.getClass(), Objects::nonNull, Class::getSuperclass)
        .anyMatch(type -> isNamed(type.getName()));
  }
}
