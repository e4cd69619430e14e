// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Interruptions;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats of one attempt. The context was taken on the activity's thread; the SDK throttles what
 * it sends, and sends the last details with a failure.
 */
@RunsIn(ACTIVITY)
final class Heart {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final ActivityExecutionContext context;
  private final Progress progress;
  private final Halt halt;

  /** No older checkpoint may overtake a newer one. */
  private final ReentrantLock turn = new ReentrantLock();

  private boolean stopped;

  Heart(ActivityExecutionContext context, Progress progress, Halt halt) {
    this.context = context;
    this.progress = progress;
    this.halt = halt;
  }

  /** Four in a timeout, so that one may be late; often enough to hear of a cancellation, too. */
  static Duration interval(Duration heartbeatTimeout) {
    Duration quarter = heartbeatTimeout.dividedBy(4);
    return quarter.isZero() || quarter.compareTo(LONGEST) > 0 ? LONGEST : quarter;
  }

  void beat() {
    turn.lock();
    try {
      if (!stopped) {
        send();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Waits for a beat that is under way; there is none after it. */
  void stop() {
    turn.lock();
    try {
      stopped = true;
    } finally {
      turn.unlock();
    }
  }

  /**
   * By what something was told to stop that failed meanwhile, so that it says nothing about itself;
   * null if it failed by itself. Asks first: a worker that stops refuses heartbeats before it
   * interrupts anything.
   */
  @Nullable Exception stop(Throwable failure) {
    Exception sign = Interruptions.stop(failure);
    beat();
    Exception end = halt.end();
    return end == null ? sign : end;
  }

  private void send() {
    try {
      context.heartbeat(progress.checkpoint());
    } catch (ActivityCompletionException answer) {
      halt.stopped(answer);
    } catch (RuntimeException e) {
      halt.failed(e);
    }
  }
}
