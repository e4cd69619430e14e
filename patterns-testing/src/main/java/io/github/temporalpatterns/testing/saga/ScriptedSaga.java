// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * What a saga under {@link SagaContract} implements: a workflow that performs a script with the
 * saga to be tested.
 *
 * <p>Workflow code. Each {@link SagaScript.Act} is performed in its order; what the acts of each
 * kind mean stands with {@link SagaScript.Kind}. The failure of an act is left to the saga.
 */
@WorkflowInterface
public interface ScriptedSaga {

  /** What {@link #perform} returns. */
  String DONE = "done";

  /**
   * Performs the script.
   *
   * @param script what to do
   * @return {@link #DONE}
   */
  @WorkflowMethod
  String perform(SagaScript script);
}
