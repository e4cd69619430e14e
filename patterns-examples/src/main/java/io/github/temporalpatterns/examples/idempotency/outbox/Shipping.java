// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.temporal.activity.ActivityInterface;

/** Sends what was ordered. */
@ActivityInterface
public interface Shipping {

  /** Ships an order. */
  void ship(Order order);
}
