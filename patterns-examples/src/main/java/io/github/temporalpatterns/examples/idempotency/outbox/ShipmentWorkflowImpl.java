// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** One activity. */
public class ShipmentWorkflowImpl implements ShipmentWorkflow {
  private final Shipping shipping =
      Workflow.newActivityStub(
          Shipping.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());

  @Override
  public void ship(Order order) {
    shipping.ship(order);
  }
}
