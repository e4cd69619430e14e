// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Awaits that leave no timer behind and lose no outcome. Internal, not API. */
public final class Awaits {

  private Awaits() {}

  /**
   * Waits for a condition, at most for a time. Unlike the SDK's own, it starts no timer if the
   * condition holds already, cancels its timer when it does not need it any more, and says true if
   * condition and timeout come in one workflow task. A time that is not positive is over at once;
   * nothing is recorded then.
   *
   * @return whether the condition held
   * @throws io.temporal.failure.CanceledFailure if the current scope is cancelled while waiting; no
   *     timer is left then either
   */
  public static boolean await(Duration timeout, String summary, Functions.Func<Boolean> condition) {
    if (condition.apply()) {
      return true;
    }
    Timer timer = Timer.start(timeout, summary);
    try {
      Workflow.await(() -> condition.apply() || timer.fired());
    } catch (RuntimeException e) {
      timer.cancel();
      throw e;
    }
    timer.cancel();
    return condition.apply();
  }

  /**
   * A timer that its owner cancels. Its scope is detached, because a scope below the current one
   * would be retained by it until the run ends. Owners cancel it in a catch block, not in a finally
   * block, because those also run when a run leaves the cache.
   */
  public record Timer(CancellationScope scope, Promise<Boolean> end) {

    /** Starts the timer; its end completes with true when it fires, with false when cancelled. */
    public static Timer start(Duration delay, String summary) {
      var end = Workflow.<Boolean>newPromise();
      CancellationScope scope =
          Workflow.newDetachedCancellationScope(
              () ->
                  end.completeFrom(
                      Workflow.newTimer(
                              delay, TimerOptions.newBuilder().setSummary(summary).build())
                          .handle((none, canceled) -> canceled == null)));
      scope.run();
      return new Timer(scope, end);
    }

    /** Whether it has ended. */
    public boolean fired() {
      return end.isCompleted();
    }

    /** Cancels it unless it has ended. */
    public void cancel() {
      if (!fired()) {
        scope.cancel();
      }
    }
  }

  /**
   * What became of a promise: its value, or its failure.
   *
   * @param value the value, null if the promise failed or its value is null
   * @param failure the failure, null if the promise was kept
   */
  public record Settled<T>(@Nullable T value, @Nullable RuntimeException failure) {

    /**
     * Waits until every promise is settled, kept or failed, and keeps every outcome in the order of
     * the collection. Goes on waiting when the current scope is cancelled: whoever cancels it also
     * cancels the calls behind the promises, and their ends are wanted.
     */
    public static <T> List<Settled<T>> all(Collection<? extends Promise<? extends T>> promises) {
      List<Settled<T>> outcomes = new ArrayList<>(promises.size());
      for (Promise<? extends T> promise : promises) {
        RuntimeException failure = promise.getFailure();
        outcomes.add(
            failure == null ? new Settled<>(promise.get(), null) : new Settled<>(null, failure));
      }
      return outcomes;
    }

    /** The value; rethrows the failure. */
    public @Nullable T get() {
      if (failure != null) {
        throw failure;
      }
      return value;
    }
  }
}
