// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Receipt;

/** Release 1, written before anybody thought of a second one. */
public class FirstShopOrderWorkflowImpl implements ShopOrderWorkflow {
  private final OrderSteps steps = new OrderSteps();

  @Override
  public Receipt run(Order order) {
    return steps.run(
        () -> {
          steps.validate(order);
          steps.reserve(order);
          String payment = steps.charge(order);
          return new Receipt(payment, steps.ship(order));
        });
  }
}
