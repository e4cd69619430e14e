// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One order, from stock to parcel. */
@WorkflowInterface
public interface OrderWorkflow {

  /**
   * Places an order.
   *
   * @param order what to deliver
   * @param onUndoFailure what to do when an undo fails for good
   * @return the receipt, once the goods are on their way
   */
  @WorkflowMethod
  Receipt place(Order order, UndoFailure onUndoFailure);
}
