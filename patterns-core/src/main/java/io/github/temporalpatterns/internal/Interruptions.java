// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Tells an activity that was told to stop from work that failed. What fails because its worker
 * stops says nothing about the work: it must not count as a failed item. Internal, not API.
 *
 * <p>A worker that stops at once first refuses heartbeats, and then interrupts the threads of its
 * activities. So whoever may heartbeat asks by a heartbeat, which is the only sign that is always
 * there: code that is interrupted often wraps the exception, drops it, or forgets the thread's
 * flag.
 */
@RunsIn(ACTIVITY)
public final class Interruptions {

  private Interruptions() {}

  /**
   * Looks at a failure of work on the current thread, and asks by a heartbeat.
   *
   * @param heartbeat throws what the SDK's heartbeat throws
   * @return as {@link #stop(Throwable)}
   */
  public static @Nullable Exception stop(Throwable failure, Runnable heartbeat) {
    Exception sign =
        stop(failure); // first: no call to the server succeeds on an interrupted thread
    try {
      heartbeat.run();
    } catch (ActivityCompletionException e) {
      return e;
    }
    return sign;
  }

  /**
   * Looks at a failure of work on the current thread, and takes back the thread's interrupt flag:
   * from an interrupted thread the SDK cannot report how the attempt ended.
   *
   * @return by what the attempt was told to stop: an interruption or the SDK's exception, whatever
   *     it was wrapped in; null if the failure is the work's own
   */
  public static @Nullable Exception stop(Throwable failure) {
    boolean interrupted = Thread.interrupted();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isStop(cause)) {
        return (Exception) cause;
      }
    }
    if (!interrupted) {
      return null;
    }
    InterruptedException stop = new InterruptedException("interrupted at work");
    stop.initCause(failure);
    return stop;
  }

  private static boolean isStop(Throwable cause) {
    return Stops.is(cause)
        && !(cause instanceof ActivityCompletionException end && isOfAnother(end));
  }

  /** What a completion client says of an activity that it was told to complete. */
  private static boolean isOfAnother(ActivityCompletionException end) {
    boolean isMissing =
        end instanceof ActivityNotExistsException
            || end instanceof ActivityCompletionFailureException;
    return isMissing && end.getActivityType().isEmpty();
  }
}
