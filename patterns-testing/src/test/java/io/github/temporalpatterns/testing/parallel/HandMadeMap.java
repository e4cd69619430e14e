// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small map written by hand, to test the contract: without flaw it keeps the rules, and each flaw
 * breaks one.
 */
final class HandMadeMap implements ScriptedMap {
  private final ParallelFlaw flaw;
  private Map<Integer, String> ends = new TreeMap<>();
  private int running;
  private int succeeded;
  private int failed;
  private boolean stopped;

  HandMadeMap(ParallelFlaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public Result map(Plan plan) {
    if (flaw == ParallelFlaw.ORDER_OF_ENDS) {
      ends = new LinkedHashMap<>();
    }
    CancellationScope calls = Workflow.newCancellationScope(scope -> startAll(plan, scope));
    try {
      calls.run();
    } catch (CanceledFailure e) {
      if (flaw == ParallelFlaw.DOES_NOT_WAIT) {
        throw e;
      }
    }
    Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> running == 0)).run();
    CancellationScope.throwCanceled();
    List<String> outcomes = new ArrayList<>(ends.values());
    while (outcomes.size() < plan.items().size()) {
      outcomes.add("NOT_STARTED");
    }
    return new Result(outcomes, accepted(plan));
  }

  private boolean accepted(Plan plan) {
    if (flaw == ParallelFlaw.ACCEPTS_ALL) {
      return true;
    }
    return plan.quorum() != null ? succeeded >= plan.quorum() : !broken(plan);
  }

  private void startAll(Plan plan, CancellationScope calls) {
    for (int i = 0; i < plan.items().size(); i++) {
      Workflow.await(() -> stopped || hasRoom(plan));
      if (stopped) {
        return;
      }
      start(i, plan, calls);
    }
    Workflow.await(() -> running == 0);
  }

  private boolean hasRoom(Plan plan) {
    return switch (flaw) {
      case UNBOUNDED -> true;
      case BARRIER -> ends.size() % plan.concurrency() == 0 && running < plan.concurrency();
      default -> running < plan.concurrency();
    };
  }

  private void start(int index, Plan plan, CancellationScope calls) {
    running++;
    Worksites.call(plan.items().get(index))
        .handle(
            (result, failure) -> {
              running--;
              note(index, result, failure);
              decide(plan, calls);
              return null;
            });
  }

  private void note(int index, String result, RuntimeException failure) {
    if (failure == null) {
      succeeded++;
      ends.put(index, "SUCCEEDED " + result);
    } else if (failure instanceof ActivityFailure
        && failure.getCause() instanceof CanceledFailure) {
      ends.put(index, "CANCELED");
    } else {
      failed++;
      ends.put(index, "FAILED");
    }
  }

  private boolean broken(Plan plan) {
    if (plan.quorum() != null) {
      return failed > plan.items().size() - plan.quorum();
    }
    int tolerated = plan.tolerated() == null ? 0 : plan.tolerated();
    if (plan.ratio() != null) {
      double exact = plan.ratio() * plan.items().size();
      tolerated = (int) (flaw == ParallelFlaw.LOSES_A_FRACTION ? exact : exact + 1e-9);
    }
    return flaw == ParallelFlaw.OFF_BY_ONE ? failed >= Math.max(1, tolerated) : failed > tolerated;
  }

  private void decide(Plan plan, CancellationScope calls) {
    boolean enough =
        plan.quorum() != null && succeeded >= plan.quorum() && flaw != ParallelFlaw.IGNORES_QUORUM;
    boolean excess =
        broken(plan) && (plan.excess() != Excess.CONTINUE || flaw == ParallelFlaw.FAILS_FAST);
    if (enough || (excess && flaw != ParallelFlaw.NEVER_DRAINS)) {
      stopped = true;
    }
    if ((enough || (excess && plan.excess() == Excess.CANCEL))
        && flaw != ParallelFlaw.NEVER_CANCELS) {
      calls.cancel();
    }
  }
}
