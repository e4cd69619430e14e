// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

/** The right of one process to make one call. It counts once, and only under its generation. */
final class Ticket {
  private final long generation;
  private final boolean probe;
  private boolean used;

  Ticket(long generation, boolean probe) {
    this.generation = generation;
    this.probe = probe;
  }

  boolean isProbe() {
    return probe;
  }

  /** Gives it back; says whether it still counts. */
  boolean use(long current) {
    boolean counts = !used && generation == current;
    used = true;
    return counts;
  }
}
