// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.ShortPause;
import io.github.temporalpatterns.testing.internal.replay.FailureText;
import io.temporal.api.failure.v1.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Waits under the watchdog of an environment: everything that blocks a test ends when the test's
 * real time is spent or, sooner, when a workflow task has failed.
 */
public final class Waits {
  private final Duration watchdog;
  private final CompletableFuture<Failure> taskFailure;
  private final Explainer explainer;
  private volatile long deadlineNanos;

  /** Explains why a wait was in vain. */
  @FunctionalInterface
  public interface Explainer {
    AssertionError explain(String what, boolean realTime);
  }

  public Waits(Duration watchdog, CompletableFuture<Failure> taskFailure, Explainer explainer) {
    this.watchdog = watchdog;
    this.taskFailure = taskFailure;
    this.explainer = explainer;
    restart();
  }

  /** Gives the watchdog its whole time again: another test begins. */
  public void restart() {
    deadlineNanos = System.nanoTime() + watchdog.toNanos();
  }

  /** Returns once a condition holds. */
  public void until(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      check(what, true);
      ShortPause.take();
    }
  }

  /** Throws if it is no use to let more time pass. */
  void check(String what) {
    check(what, false);
  }

  private void check(String what, boolean realTime) {
    if (taskFailure.isDone()) {
      throw explainer.explain(
          "a workflow task failed while the test waited for %s\n%s"
              .formatted(what, FailureText.thrown(taskFailure.join())),
          realTime);
    }
    if (deadlineNanos - System.nanoTime() <= 0) {
      throw explainer.explain(
          "the test waited in vain for %s until its %s s of real time were spent"
              .formatted(what, watchdog.toMillis() / 1000.0),
          realTime);
    }
    if (Thread.interrupted()) {
      throw interrupted(what, realTime);
    }
  }

  /** Returns the failure of a wait whose share of the server's time is spent. */
  AssertionError spent(String what, Duration atMost) {
    return explainer.explain(
        "the test waited in vain for %s until %s of the server's time were spent"
            .formatted(what, atMost),
        false);
  }

  /** Explains first: an interrupted thread cannot ask the server. */
  private AssertionError interrupted(String what, boolean realTime) {
    AssertionError failure =
        explainer.explain("interrupted while the test waited for " + what, realTime);
    Thread.currentThread().interrupt();
    return failure;
  }

  /** A thread of its own for each call: a hanging one must not hold up the next. */
  public static void startThread(Runnable task) {
    Thread thread = new Thread(task, "patterns-testing-wait");
    thread.setDaemon(true);
    thread.start();
  }
}
