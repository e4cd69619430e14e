// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import java.util.List;

/**
 * A sequence that broke something.
 *
 * @param steps the actions up to where it broke
 * @param broken the invariant or action in words
 * @param cause what was thrown
 */
record Finding(List<Step> steps, String broken, Throwable cause) {

  /** Whether it is the same fault, so that shrinking one does not end with another. */
  boolean isLike(Finding other) {
    return broken.equals(other.broken) && cause.getClass() == other.cause.getClass();
  }
}
