// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Why no more items start, and whether those under way are interrupted. Thread-safe. */
@RunsIn(ACTIVITY)
final class Halt {
  private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
  private final CountDownLatch requested = new CountDownLatch(1);
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ActivityCompletionException end;
  private volatile boolean interrupting;

  /** Something failed. The first failure stands, but an error stands before all. */
  void failed(Throwable failure) {
    cause.updateAndGet(
        known ->
            known == null || (failure instanceof Error && !(known instanceof Error))
                ? failure
                : known);
    requested.countDown();
  }

  /** A heartbeat was answered by the end of this attempt. */
  void stopped(ActivityCompletionException answer) {
    failed(answer);
    if (kind(answer) == Stop.SHUTDOWN) {
      end = answer;
    } else if (kind(answer) == null && !(answer instanceof ActivityResetException)) {
      // The server has given this attempt up, and another one may already run.
      interrupt(answer);
    }
  }

  /** Ends also what is under way. */
  void interrupted(ActivityCompletionException why) {
    failed(why);
    interrupt(why);
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  @Nullable Throwable cause() {
    return cause.get();
  }

  /**
   * Why what fails from now on says nothing about itself: the worker is on its way down, or the
   * items are interrupted. Null if neither is so.
   */
  @Nullable Exception end() {
    return end;
  }

  /** Waits before an item is tried again; tells whether that still makes sense. */
  boolean pause(Duration time) throws InterruptedException {
    return !requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The calling thread begins to work on items. */
  void enter() {
    working.add(Thread.currentThread());
    if (interrupting) {
      Thread.currentThread().interrupt();
    }
  }

  void leave() {
    working.remove(Thread.currentThread());
  }

  private void interrupt(ActivityCompletionException why) {
    end = why;
    interrupting = true;
    working.forEach(Thread::interrupt);
  }

  /** What the SDK's exception tells, or null if there is nobody left to return a result to. */
  static @Nullable Stop kind(Throwable cause) {
    if (cause instanceof ActivityCanceledException) {
      // With a cause it is the SDK's own finding that no heartbeat has reached the server.
      return cause.getCause() == null ? Stop.CANCELED : null;
    }
    if (cause instanceof ActivityPausedException) {
      return Stop.PAUSED;
    }
    return cause instanceof ActivityWorkerShutdownException ? Stop.SHUTDOWN : null;
  }
}
