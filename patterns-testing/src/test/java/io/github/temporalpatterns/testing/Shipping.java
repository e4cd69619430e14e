// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityInterface;

@ActivityInterface
public interface Shipping {
  String ship(String item);

  int depots();

  void label(String item, String charge, long weight, boolean fragile);
}
