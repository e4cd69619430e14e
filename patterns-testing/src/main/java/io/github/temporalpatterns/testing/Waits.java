// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.failure.v1.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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

  /** Returns once a condition holds. */
  void until(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      check(what);
      AttemptClock.pause();
    }
  }

  /** Throws if it is no use to wait on. */
  void check(String what) {
    if (taskFailure.isDone()) {
      throw taskFailed(what);
    }
    if (remainingNanos() <= 0) {
      throw timedOut(what);
    }
    if (Thread.interrupted()) {
      throw interrupted(what);
    }
  }

  /** Returns the failure of a wait whose share of the server's time is spent. */
  AssertionError spent(String what, Duration atMost) {
    return explain.apply(
        "the test waited in vain for %s until %s of the server's time were spent"
            .formatted(what, atMost));
  }

  /** Explains first: an interrupted thread cannot ask the server. */
  private AssertionError interrupted(String what) {
    AssertionError failure = explain.apply("interrupted while the test waited for " + what);
    Thread.currentThread().interrupt();
    return failure;
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

  /** A thread of its own for each call: a hanging one must not hold up the next. */
  static void startThread(Runnable task) {
    Thread thread = new Thread(task, "patterns-testing-wait");
    thread.setDaemon(true);
    thread.start();
  }
}
