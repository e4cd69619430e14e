// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The parcel service. Idempotent by key, in any order: see the package's documentation. */
@ActivityInterface
public interface Shipping {

  /** The failure that says: nobody delivers there, nothing was shipped. */
  String ADDRESS_REFUSED = "ADDRESS_REFUSED";

  /**
   * Hands the goods to the parcel service.
   *
   * @return the shipment's number
   */
  @ActivityMethod(name = "ship")
  String ship(String key, String orderId, String country);

  /** Takes {@link #ship} back. */
  @ActivityMethod(name = "cancel")
  void cancel(String key);
}
