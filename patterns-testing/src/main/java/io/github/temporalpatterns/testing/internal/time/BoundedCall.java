// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.ShortPause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one call of the client, and ends it by the report of the hang once waiting is in vain.
 */
final class BoundedCall {
  /** Most calls are over by then, and cost no thread. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS, Runnable::run);

  private final Runnable check;
  private final Consumer<AssertionError> end;
  private boolean over;
  private @Nullable AssertionError failure;

  private BoundedCall(Runnable check, Consumer<AssertionError> end) {
    this.check = check;
    this.end = end;
  }

  /**
   * Begins to watch.
   *
   * @param check throws if it is no use to wait longer
   * @param end ends the call
   */
  static BoundedCall begin(Runnable check, Consumer<AssertionError> end) {
    BoundedCall call = new BoundedCall(check, end);
    LATER.execute(call::startUnlessOver);
    return call;
  }

  /** Returns the failure by which the call was ended; null if it came to an end by itself. */
  synchronized @Nullable AssertionError over() {
    over = true;
    return failure;
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void startUnlessOver() {
    if (!isOver()) {
      Waits.startThread(this::watch);
    }
  }

  private void watch() {
    while (!isOver()) {
      try {
        check.run();
      } catch (AssertionError useless) {
        end(useless);
        return;
      } catch (RuntimeException closed) {
        // The environment is closed, and its channel ends the call.
        return;
      }
      ShortPause.take();
    }
  }

  private synchronized void end(AssertionError useless) {
    if (!over) {
      failure = useless;
      end.accept(useless);
    }
  }
}
