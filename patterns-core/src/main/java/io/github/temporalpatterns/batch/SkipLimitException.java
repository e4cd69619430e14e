// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

/** An item failed, and no more may be skipped. Never leaves the package. */
final class SkipLimitException extends Exception {
  private static final long serialVersionUID = 1;

  private final long position;
  private final Exception failure;

  SkipLimitException(long position, Exception failure) {
    super(failure);
    this.position = position;
    this.failure = failure;
  }

  long position() {
    return position;
  }

  Exception failure() {
    return failure;
  }
}
