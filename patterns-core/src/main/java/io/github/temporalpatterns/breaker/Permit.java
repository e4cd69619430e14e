// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

/** The right to make one call. It counts once, and only in the phase that granted it. */
final class Permit {
  private final Phase phase;
  private boolean used;

  Permit(Phase phase) {
    this.phase = phase;
  }

  /** Gives it back; says whether it still counts. */
  boolean use(Phase current) {
    boolean counts = !used && phase == current;
    used = true;
    return counts;
  }
}
