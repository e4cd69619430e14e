// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import org.jspecify.annotations.Nullable;

/** The user gave something that cannot be used: one line on stderr, exit code 2. */
public final class BadInput extends RuntimeException {

  /** Says what is wrong, where, and what would be right. */
  public BadInput(String message) {
    this(message, null);
  }

  /** Says what is wrong, where, and what would be right. */
  public BadInput(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
