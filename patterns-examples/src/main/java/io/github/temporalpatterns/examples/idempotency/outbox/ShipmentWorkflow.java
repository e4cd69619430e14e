// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What an order starts. */
@WorkflowInterface
public interface ShipmentWorkflow {

  /** Ships it. */
  @WorkflowMethod
  void ship(Order order);
}
