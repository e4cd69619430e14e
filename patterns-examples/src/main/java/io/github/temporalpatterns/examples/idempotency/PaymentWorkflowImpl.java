// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.idempotency.IdempotentSteps;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Charge and book are called once each, so their types name the steps. The letter is asked for
 * again after a decision, as the same step, so it has a name.
 */
public class PaymentWorkflowImpl implements PaymentWorkflow {
  private final Payments payments =
      Workflow.newActivityStub(
          Payments.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(2))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofMillis(50))
                      .setDoNotRetry(FailureTypes.EFFECT_UNKNOWN)
                      .build())
              .build());
  private boolean decided;

  @Override
  public String pay(Payment payment) {
    String receipt = payments.charge(payment);
    payments.book(payment, receipt);
    while (!isSent(payment)) {
      Workflow.await(() -> decided);
      decided = false;
    }
    return receipt;
  }

  // region unknown
  private boolean isSent(Payment payment) {
    try {
      IdempotentSteps.step("letter").run(() -> payments.letter(payment));
      return true;
    } catch (ActivityFailure e) {
      if (FailureTypes.matches(e, FailureTypes.EFFECT_UNKNOWN)) {
        return false; // a person looks, decides, and sends a signal
      }
      throw e;
    }
  }

  // endregion

  @Override
  public void decided() {
    decided = true;
  }
}
