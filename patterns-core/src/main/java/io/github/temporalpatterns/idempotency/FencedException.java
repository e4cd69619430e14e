// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

/** The row is no longer this attempt's to change. */
final class FencedException extends Exception {
  private static final long serialVersionUID = 1;

  FencedException(String key) {
    super("another attempt, or an operator, has taken over effect " + key);
  }
}
