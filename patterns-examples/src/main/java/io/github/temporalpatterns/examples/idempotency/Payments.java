// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.temporal.activity.ActivityInterface;

/** What a payment does to the world. */
@ActivityInterface
public interface Payments {

  /** Charges at the provider; returns the receipt. */
  String charge(Payment payment);

  /** Books it in our own database. */
  void book(Payment payment, String receipt);

  /** Sends a letter, by a service that knows no keys. */
  void letter(Payment payment);
}
