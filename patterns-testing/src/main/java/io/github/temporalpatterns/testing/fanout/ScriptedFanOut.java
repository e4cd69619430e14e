// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fan-out under {@link FanOutContract} implements: a workflow that works off items by calls
 * of {@link Yard}, each of one attempt, with a start-to-close timeout of 30 and a heartbeat timeout
 * of 20 seconds, whose cancellation waits for the activity. It registers the handlers of {@link
 * io.github.temporalpatterns.fanout.FanOutOperator}.
 */
@WorkflowInterface
public interface ScriptedFanOut {

  /**
   * Works off the plan's items. If more fail than are tolerated, or a contract is broken, the run
   * fails by an application failure.
   *
   * @param plan what to do
   * @return what became of it
   */
  @WorkflowMethod
  Result work(Plan plan);

  /** Where the items come from, and by which call they are worked on. */
  enum Form {
    /** The plan's list, by {@link Yard#chunk}. */
    CHUNKS,
    /** The same, by local activities. */
    LOCAL,
    /** The plan's list, by {@link Yard#item}. */
    ITEMS,
    /** The plan's list, by {@link ScriptedItem}, keyed by the item. */
    CHILDREN,
    /** The numbers below the first item of the list, by {@link Yard#sum}. */
    NUMBERS,
    /** The pages of {@link Yard#page}, by {@link Yard#chunk}. */
    PAGES
  }

  /**
   * A fan-out to perform.
   *
   * @param form where the items come from
   * @param items the items
   * @param chunkSize items in a chunk
   * @param window calls at once
   * @param tolerated failures that are tolerated, null for any number
   * @param ratio part of the items whose failure is tolerated, or null
   * @param rate items that may be begun in a second, null for any number
   */
  record Plan(
      Form form,
      List<String> items,
      int chunkSize,
      int window,
      @Nullable Long tolerated,
      @Nullable Double ratio,
      @Nullable Double rate) {}

  /**
   * What became of the items.
   *
   * @param outcome {@code COMPLETED} or {@code STOPPED}
   * @param succeeded how many succeeded
   * @param failed how many failed
   * @param failures index and item of each failure, as {@code "3 item"}, in any order
   * @param value the sum of what the calls gave
   */
  record Result(
      String outcome, long succeeded, long failed, List<String> failures, @Nullable Long value) {}
}
