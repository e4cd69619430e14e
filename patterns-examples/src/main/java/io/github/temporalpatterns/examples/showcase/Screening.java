// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.temporal.activity.ActivityInterface;

/** Looks at an order before anything is done for it. */
@ActivityInterface
public interface Screening {

  /** Refuses an order that costs nothing. */
  void validate(Order order);

  /** Refuses an order that costs nothing, or goes where nobody delivers. Since release 2. */
  void validateAddress(Order order);

  /** Looks for fraud. Since release 2. */
  Assessment assess(Order order);
}
