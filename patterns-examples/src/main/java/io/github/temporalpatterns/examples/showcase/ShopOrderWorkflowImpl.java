// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Receipt;
import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.VersionedOrderWorkflow;
import org.jspecify.annotations.Nullable;

/**
 * Release 2: addresses are checked and fraud is looked for; orders of release 1 go on as before.
 */
public class ShopOrderWorkflowImpl extends VersionedOrderWorkflow<Order, Receipt>
    implements ShopOrderWorkflow {
  static final String CHANGE = "fraud-check";

  static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder()
          .change(CHANGE, "suspicious orders are reviewed before the payment")
          .version(1, "2026-11-23", "address, fraud check, review, payment with the score")
          .build();

  private final OrderSteps steps = new OrderSteps();

  public ShopOrderWorkflowImpl() {
    super(LEDGER, CHANGE);
    before(new First());
    since(1, new Second());
  }

  @Override
  public Receipt run(Order order) {
    // region run
    return steps.run(() -> super.run(order));
    // endregion
  }

  private class First implements Steps<Order, Receipt> {
    @Override
    public void validate(Order order) {
      steps.validate(order);
      steps.reserve(order);
    }

    @Override
    public Receipt pay(Order order, @Nullable Assessment fraud) {
      String payment = steps.charge(order);
      return new Receipt(payment, steps.ship(order));
    }
  }

  private class Second extends First {
    @Override
    public void validate(Order order) {
      steps.validateAddress(order);
      steps.reserve(order);
    }

    @Override
    public Assessment assess(Order order) {
      return steps.assess(order);
    }

    @Override
    public Receipt pay(Order order, @Nullable Assessment fraud) {
      String payment = steps.chargeWithScore(order, fraud == null ? 0 : fraud.score());
      return new Receipt(payment, steps.ship(order));
    }
  }
}
