// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.temporal.activity.ActivityInterface;

/** The card company that wants to know how suspicious an order is. Since release 2. */
@ActivityInterface
public interface ScoredPayments {

  /**
   * Charges a card, once for each key. Taken back as any other charge.
   *
   * @return the payment's number
   */
  String chargeWithScore(String key, Order order, double score);
}
