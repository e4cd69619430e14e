// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a race under {@link ParallelContract} implements: a workflow whose contenders are calls of
 * {@link Worksite#work}, each of one attempt and with a heartbeat timeout, whose cancellation waits
 * for the activity.
 */
@WorkflowInterface
public interface ScriptedRace {

  /**
   * Runs a race. If nobody wins, the run fails by an application failure that names each failure.
   *
   * @param plan what to do
   * @return what the winner returned
   */
  @WorkflowMethod
  String race(Plan plan);

  /** When the next contender starts. */
  enum Start {
    /** All at once. */
    TOGETHER,
    /** After a delay, or when those before it have failed. */
    HEDGED,
    /** When those before it have failed. */
    FALLBACK
  }

  /**
   * A race to run.
   *
   * @param contenders an item for each
   * @param start when they start
   * @param hedgeDelay the delay of a hedged race, else null
   * @param deadline how long it may last, or null
   * @param awaitLosers whether to wait until the losers have ended
   */
  record Plan(
      List<String> contenders,
      Start start,
      @Nullable Duration hedgeDelay,
      @Nullable Duration deadline,
      boolean awaitLosers) {}
}
