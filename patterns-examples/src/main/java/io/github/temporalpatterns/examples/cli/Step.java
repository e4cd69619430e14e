// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import java.util.Locale;

/** What can be made to fail: each step of an order, and each undo. */
enum Step {
  RESERVE,
  CHARGE,
  SHIP,
  RELEASE,
  REFUND,
  CANCEL;

  /** {@return the activity's type} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
