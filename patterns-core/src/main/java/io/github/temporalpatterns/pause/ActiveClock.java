// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

/** Counts the time in which a long-runner is not paused. Pure: it is told the time. */
final class ActiveClock {
  private long active;
  private long mark;
  private boolean stands;

  ActiveClock(long active, long mark, boolean stands) {
    this.active = active;
    this.mark = mark;
    this.stands = stands;
  }

  /**
   * Active milliseconds so far. The time of a next run may lie a little before that of the last.
   */
  long read(long now) {
    return stands ? active : active + Math.max(0, now - mark);
  }

  void halt(long now) {
    active = read(now);
    mark = now;
    stands = true;
  }

  void go(long now) {
    active = read(now);
    mark = now;
    stands = false;
  }
}
