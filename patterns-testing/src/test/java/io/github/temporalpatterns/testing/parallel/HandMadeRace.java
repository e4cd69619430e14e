// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * A small race written by hand, to test the contract: without flaw it keeps the rules, and each
 * flaw breaks one.
 */
final class HandMadeRace implements ScriptedRace {
  private final ParallelFlaw flaw;
  private final List<String> failures = new ArrayList<>();
  private int started;
  private int ended;
  private String winner = "";
  private boolean late;

  HandMadeRace(ParallelFlaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String race(Plan plan) {
    CancellationScope calls = Workflow.newCancellationScope(() -> run(plan));
    RuntimeException failure = null;
    try {
      calls.run();
    } catch (RuntimeException e) {
      failure = e;
    }
    String first = winner;
    if (flaw != ParallelFlaw.LOSERS_RUN_ON) {
      calls.cancel();
      Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> ended == started)).run();
    }
    if (failure != null) {
      throw failure;
    }
    if (first.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          flaw == ParallelFlaw.HIDES_FAILURES ? failures.get(0) : failures.toString(), "Lost");
    }
    return first;
  }

  private void run(Plan plan) {
    if (plan.deadline() != null && flaw != ParallelFlaw.NO_DEADLINE) {
      Workflow.newTimer(plan.deadline()).handle((fired, canceled) -> late |= canceled == null);
    }
    boolean together =
        plan.start() == Start.TOGETHER
            || (plan.start() == Start.FALLBACK && flaw == ParallelFlaw.EAGER_FALLBACK);
    while (!over(plan)) {
      do {
        start(plan.contenders().get(started));
      } while (together && started < plan.contenders().size());
      awaitChange(plan);
    }
  }

  private boolean over(Plan plan) {
    return late
        || !winner.isEmpty()
        || failures.size() == plan.contenders().size()
        || (ended > 0 && flaw == ParallelFlaw.FIRST_END_WINS);
  }

  private void awaitChange(Plan plan) {
    boolean more = started < plan.contenders().size();
    boolean hedge = more && plan.hedgeDelay() != null && flaw != ParallelFlaw.NO_HEDGE;
    boolean[] due = {false};
    Runnable delay =
        () -> {
          if (hedge && plan.hedgeDelay() != null) {
            Workflow.newTimer(plan.hedgeDelay())
                .handle((fired, canceled) -> due[0] = canceled == null);
          }
        };
    CancellationScope timer =
        flaw == ParallelFlaw.LEAKS_TIMER
            ? Workflow.newDetachedCancellationScope(delay)
            : Workflow.newCancellationScope(delay);
    timer.run();
    Workflow.await(() -> over(plan) || (more && (due[0] || fallBack())));
    if (flaw != ParallelFlaw.LEAKS_TIMER) {
      timer.cancel();
    }
  }

  private boolean fallBack() {
    return failures.size() == started && flaw != ParallelFlaw.SLOW_HEDGE;
  }

  private void start(String contender) {
    started++;
    Worksites.call(contender)
        .handle(
            (result, failure) -> {
              ended++;
              if (failure != null) {
                failures.add(String.valueOf(failure.getCause()));
              } else if (winner.isEmpty()) {
                winner = result;
              }
              return null;
            });
  }
}
