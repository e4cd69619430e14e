// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.failure.v1.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits under the watchdog of an environment: everything that blocks a test ends when the test's
 * real time is spent or, sooner, when a workflow task has failed.
 */
final class Waits {
  private final long deadlineNanos;
  private final CompletableFuture<Failure> taskFailure;
  private final Function<String, AssertionError> explain;
  private final String budget;

  Waits(
      Duration watchdog,
      CompletableFuture<Failure> taskFailure,
      Function<String, AssertionError> explain) {
    this.deadlineNanos = System.nanoTime() + watchdog.toNanos();
    this.budget = watchdog.toMillis() / 1000.0 + " s of real time";
    this.taskFailure = taskFailure;
    this.explain = explain;
  }

  /** Returns what a blocking call returns or throws what it throws. */
  <T> T call(String what, Supplier<T> blocking) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(blocking, Waits::startThread);
    await(what, CompletableFuture.anyOf(settled(result), taskFailure));
    if (!result.isDone()) {
      throw taskFailed(what);
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw asSeenByCaller(e);
    }
  }

  /** Returns once a condition holds. */
  void until(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (taskFailure.isDone()) {
        throw taskFailed(what);
      }
      if (remainingNanos() <= 0) {
        throw timedOut(what);
      }
      AttemptClock.pause();
    }
  }

  private void await(String what, CompletableFuture<?> future) {
    try {
      future.get(Math.max(0, remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw timedOut(what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw explain.apply("interrupted while the test waited for " + what);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private AssertionError taskFailed(String what) {
    return explain.apply(
        "a workflow task failed while the test waited for %s\n%s"
            .formatted(what, HangReport.describeRoot(taskFailure.join())));
  }

  private AssertionError timedOut(String what) {
    return explain.apply(
        "the test waited in vain for " + what + " until its " + budget + " were spent");
  }

  private long remainingNanos() {
    return deadlineNanos - System.nanoTime();
  }

  private static CompletableFuture<?> settled(CompletableFuture<?> result) {
    return result.handle((value, failure) -> true);
  }

  /** The call ran in another thread; its stack would not show the line of the test. */
  private static RuntimeException asSeenByCaller(CompletionException wrapped) {
    if (!(wrapped.getCause() instanceof RuntimeException failure)) {
      throw wrapped;
    }
    failure.setStackTrace(new Throwable().getStackTrace());
    return failure;
  }

  /** A thread of its own for each call: a hanging one must not hold up the next. */
  private static void startThread(Runnable task) {
    Thread thread = new Thread(task, "patterns-testing-wait");
    thread.setDaemon(true);
    thread.start();
  }
}
