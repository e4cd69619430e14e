// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** What an attempt's exception says, apart from the rules. */
@RunsIn(ACTIVITY)
final class Causes {

  /** In which the SDK wraps checked exceptions; the class itself is internal. */
  private static final Class<?> WRAPPER = Activity.wrap(new Exception()).getClass();

  private Causes() {}

  /** What the activity threw. */
  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return WRAPPER.isInstance(thrown) && cause != null ? cause : thrown;
  }

  /** The server no longer waits for the attempt, and nobody asked it to stop. */
  static boolean serverGaveUp(Throwable failure) {
    return failure instanceof ActivityNotExistsException
        || (failure instanceof ActivityCanceledException
            && failure.getCause() instanceof TimeoutFailure);
  }

  /**
   * The worker stops and has interrupted the attempt, whatever its code made of that; or another
   * breaker turned it away.
   */
  static boolean saysNothing(Throwable failure) {
    return Thread.currentThread().isInterrupted()
        || FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN);
  }

  /** It is a certain one, or was thrown because of it. */
  static boolean isCausedBy(Throwable failure, @Nullable Throwable cause) {
    Throwable current = failure;
    while (current != null && current != cause) {
      current = current.getCause();
    }
    return current != null;
  }
}
