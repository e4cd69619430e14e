// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.internal.Awaits.Timer;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Recovery work that a cancelled run still does, within a budget of time. Internal, not API. */
public final class Detached {

  private Detached() {}

  /**
   * Runs a body in a detached scope that is made now, so that neither an earlier nor a later
   * cancellation of the run reaches it. When the budget is spent the scope is cancelled and the
   * body sees that as a cancellation. A budget that is not positive is spent before the body
   * begins. No timer is left.
   *
   * @return whether the body ended within the budget; if not, its cancellation is swallowed here
   * @throws RuntimeException what the body throws, unless it is the cancellation by the budget
   */
  public static boolean run(Duration budget, String summary, Functions.Proc body) {
    if (budget.isZero() || budget.isNegative()) {
      return false;
    }
    CancellationScope scope = Workflow.newDetachedCancellationScope(body::apply);
    Timer timer = Timer.start(budget, summary);
    timer
        .end()
        .thenApply(
            fired -> {
              if (fired) {
                scope.cancel("budget of " + budget + " spent: " + summary);
              }
              return fired;
            });
    try {
      scope.run();
    } catch (RuntimeException e) {
      if (timer.fired() && Failures.isCancellation(e)) {
        return false;
      }
      timer.cancel();
      throw e;
    }
    boolean withinBudget = !timer.fired();
    timer.cancel();
    return withinBudget;
  }
}
