// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.VersionedOrderWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The second release: fraud is looked for, and orders of the first go on as they began. */
// region class
public class CheckoutWorkflowImpl extends VersionedOrderWorkflow<Cart, String>
    implements CheckoutWorkflow {
  static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder()
          .change("fraud-check", "suspicious orders are reviewed before the payment")
          .version(1, "2026-11-23", "address, fraud check, review, payment with the score")
          .build();

  private final Checkout checkout =
      Workflow.newActivityStub(
          Checkout.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

  public CheckoutWorkflowImpl() {
    super(LEDGER, "fraud-check");
    before(new First());
    since(1, new Second());
  }

  private class First implements Steps<Cart, String> {
    @Override
    public void validate(Cart cart) {
      checkout.validate(cart);
    }

    @Override
    public String pay(Cart cart, @Nullable Assessment fraud) {
      return checkout.charge(cart);
    }
  }

  private class Second extends First {
    @Override
    public void validate(Cart cart) {
      checkout.validateAddress(cart);
    }

    @Override
    public Assessment assess(Cart cart) {
      return checkout.screen(cart);
    }

    @Override
    public String pay(Cart cart, @Nullable Assessment fraud) {
      return checkout.chargeWithScore(cart, fraud == null ? 0 : fraud.score());
    }
  }
}
// endregion
