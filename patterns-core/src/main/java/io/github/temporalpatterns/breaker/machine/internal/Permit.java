// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

/**
 * The right to make one call. It counts once, and only in the phase that granted it. Internal, not
 * API.
 */
public final class Permit {
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

  /**
   * A permit for each of any number of calls, at any time and on any thread, as long as the phase
   * lasts that gave it.
   */
  public static final class Standing {
    private final Phase phase;

    Standing(Phase phase) {
      this.phase = phase;
    }

    /** For one call; it counts if the phase still lasts when the call ends. */
    public Permit permit() {
      return new Permit(phase);
    }
  }
}
