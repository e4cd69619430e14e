// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.temporal.activity.ActivityInterface;

/** The services that a checkout calls. */
@ActivityInterface
public interface Checkout {

  /** Refuses an order that costs nothing. */
  void validate(Cart cart);

  /** Refuses an order that costs nothing or goes nowhere. Since the second release. */
  void validateAddress(Cart cart);

  /** Looks for fraud. Since the second release. */
  Assessment screen(Cart cart);

  /** Charges the card; returns the receipt. */
  String charge(Cart cart);

  /** Charges the card and tells the bank the score. Since the second release. */
  String chargeWithScore(Cart cart, double score);
}
