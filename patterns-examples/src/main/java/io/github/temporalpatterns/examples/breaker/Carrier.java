// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.temporal.activity.ActivityInterface;

/** The carrier's service. */
@ActivityInterface
public interface Carrier {

  /** Asks for a parcel's label. */
  String label(String parcel);
}
