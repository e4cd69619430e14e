// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One payment. */
@WorkflowInterface
public interface PaymentWorkflow {

  /** Charges and books it, and sends a letter; returns the receipt. */
  @WorkflowMethod
  String pay(Payment payment);

  /** A person has decided about what nobody knew. */
  @SignalMethod
  void decided();
}
