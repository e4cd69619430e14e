// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Wire;

/** Since when a fan-out is under way, and how long it was paused. Pure. */
final class Clock {

  /**
   * What it shows, as data.
   *
   * @param startedMillis when the fan-out began
   * @param pausedMillis how long it was paused since
   */
  @Wire
  record Reading(long startedMillis, long pausedMillis) {}

  private final long startedMillis;
  private long pausedMillis;
  private long pausedSince = -1;

  Clock(long startedMillis, long pausedMillis) {
    this.startedMillis = startedMillis;
    this.pausedMillis = pausedMillis;
  }

  /** Notes whether it is paused from now on. */
  void paused(boolean paused, long now) {
    pausedMillis = at(now).pausedMillis();
    pausedSince = paused ? now : -1;
  }

  Reading at(long now) {
    return new Reading(startedMillis, pausedMillis + (pausedSince < 0 ? 0 : now - pausedSince));
  }
}
