// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Receipt;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One order, from its check to the parcel. */
@WorkflowInterface
public interface ShopOrderWorkflow {

  /** Takes the order; returns the receipt once the goods are on their way. */
  @WorkflowMethod
  Receipt run(Order order);
}
