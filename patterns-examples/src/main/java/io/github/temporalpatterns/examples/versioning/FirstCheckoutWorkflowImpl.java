// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The first release, written before anybody thought of a second one. */
// region first
public class FirstCheckoutWorkflowImpl implements CheckoutWorkflow {
  private final Checkout checkout =
      Workflow.newActivityStub(
          Checkout.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

  @Override
  public String run(Cart cart) {
    checkout.validate(cart);
    return checkout.charge(cart);
  }
}
// endregion
