// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Charges, ships, and refunds if shipping fails. */
public final class OrderWorkflowImpl implements OrderWorkflow {
  private static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(2))
          .setHeartbeatTimeout(Duration.ofSeconds(1))
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .build();
  private final Payments payments = Workflow.newActivityStub(Payments.class, OPTIONS);
  private final Shipping shipping = Workflow.newActivityStub(Shipping.class, OPTIONS);

  @Override
  public String place(String item) {
    String charge = payments.charge(item, 100);
    try {
      return shipping.ship(item);
    } catch (ActivityFailure failure) {
      if (!(failure.getCause() instanceof CanceledFailure)) {
        payments.refund(charge);
      }
      throw failure;
    }
  }
}
