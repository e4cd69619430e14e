// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The child workflow that a {@link ScriptedFanOut} starts for an item; the contract has it. */
@WorkflowInterface
public interface ScriptedItem {

  /**
   * Works on one item.
   *
   * @param item the item
   * @return 1
   */
  @WorkflowMethod
  long work(String item);
}
