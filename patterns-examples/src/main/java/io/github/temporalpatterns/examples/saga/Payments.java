// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The card company. Idempotent by key, in any order: see the package's documentation. */
@ActivityInterface
public interface Payments {

  /** The failure that says: the card does not cover it, nothing was charged. */
  String CARD_DECLINED = "CARD_DECLINED";

  /**
   * Charges a card.
   *
   * @return the payment's number
   */
  @ActivityMethod(name = "charge")
  String charge(String key, String orderId, String card, long cents);

  /** Takes {@link #charge} back. */
  @ActivityMethod(name = "refund")
  void refund(String key);
}
