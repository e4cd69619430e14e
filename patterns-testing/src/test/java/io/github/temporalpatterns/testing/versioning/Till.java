// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.temporal.activity.ActivityInterface;

/** What the orders of these tests call. */
@ActivityInterface
public interface Till {

  /** Looks at an order. */
  void check(String order);

  /** Looks at an order and where it goes. */
  void checkFully(String order);

  /** Looks for fraud. */
  Assessment assess(String order);

  /** Charges for an order; returns the receipt. */
  String charge(String order);

  /** Charges for an order and says how risky it is. */
  String chargeScored(String order, double score);
}
