// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A timed await that leaves no timer behind. Internal, not API. */
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
}
