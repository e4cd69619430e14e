// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Knows nothing of keys: each activity is called once, so its type names the step. */
public class PaymentWorkflowImpl implements PaymentWorkflow {
  private final Payments payments =
      Workflow.newActivityStub(
          Payments.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(20))
              .setRetryOptions(
                  RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(50)).build())
              .build());

  @Override
  public String pay(Payment payment) {
    String receipt = payments.charge(payment);
    payments.book(payment, receipt);
    return receipt;
  }
}
