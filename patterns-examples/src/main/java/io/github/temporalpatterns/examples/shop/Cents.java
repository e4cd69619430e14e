// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import java.math.BigDecimal;

/** Amounts of money as text. */
public final class Cents {

  private Cents() {}

  /** {@return the amount with two decimals} */
  public static String text(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
