// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Calls {@link ScriptedBatch}, and calls it again from the checkpoint that it returned. */
@WorkflowInterface
public interface ScriptedBatchWorkflow {

  /**
   * Processes a plan to its end.
   *
   * @param plan what to do
   * @return the last result
   */
  @WorkflowMethod
  ScriptedBatch.Result process(ScriptedBatch.Plan plan);

  /** Cancels the activity, and starts the next. */
  @SignalMethod
  void renew();
}
