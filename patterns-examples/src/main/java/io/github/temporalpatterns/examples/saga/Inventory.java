// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import io.github.temporalpatterns.examples.saga.Order.Item;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** The stock. Idempotent by key, in any order: see the package's documentation. */
@ActivityInterface
public interface Inventory {

  /** The failure that says: not enough on hand, nothing was reserved. */
  String OUT_OF_STOCK = "OUT_OF_STOCK";

  /** Reserves all items or, if one is short, none. */
  @ActivityMethod(name = "reserve")
  void reserve(String key, String orderId, List<Item> items);

  /** Takes {@link #reserve} back. */
  @ActivityMethod(name = "release")
  void release(String key);
}
