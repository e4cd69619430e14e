// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bounded map under {@link ParallelContract} implements: a workflow that maps items to calls
 * of {@link Worksite#work}, each of one attempt and with a heartbeat timeout, whose cancellation
 * waits for the activity.
 */
@WorkflowInterface
public interface ScriptedMap {

  /**
   * Maps the plan's items.
   *
   * @param plan what to do
   * @return what became of it
   */
  @WorkflowMethod
  Result map(Plan plan);

  /** What to do at the failure that is one too many. */
  enum Excess {
    /** Go on. */
    CONTINUE,
    /** Start no more. */
    DRAIN,
    /** Start no more and cancel those under way. */
    CANCEL
  }

  /**
   * A map to perform.
   *
   * @param items the items
   * @param concurrency calls at once
   * @param tolerated failures that are tolerated, or null
   * @param ratio part of failures that is tolerated, or null
   * @param quorum successes that are needed, or null
   * @param excess what to do when too many fail
   */
  record Plan(
      List<String> items,
      int concurrency,
      @Nullable Integer tolerated,
      @Nullable Double ratio,
      @Nullable Integer quorum,
      Excess excess) {}

  /**
   * What became of a map.
   *
   * @param outcomes one for each item, in the order of the items: {@code SUCCEEDED}, {@code
   *     FAILED}, {@code CANCELED} or {@code NOT_STARTED}, and for a success a space and what the
   *     call returned
   * @param accepted whether the failures were within what was tolerated and the quorum was reached
   */
  record Result(List<String> outcomes, boolean accepted) {}
}
