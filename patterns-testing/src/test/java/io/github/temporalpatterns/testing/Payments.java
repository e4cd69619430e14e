// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Annotated in every way that an activity interface can be, as a trap for mocks. */
@ActivityInterface
public interface Payments {
  @ActivityMethod
  String charge(String item, int cents);

  void refund(String charge);
}
