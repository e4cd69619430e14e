// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** An order on its way to the payment. */
@WorkflowInterface
public interface CheckoutWorkflow {

  /** Takes the order; returns the receipt. */
  @WorkflowMethod
  String run(Cart cart);
}
