// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

/**
 * Keeps a run below the number of events at which it should continue as new, whatever the calls
 * under way still cost: at worst, each of their events wakes the run by itself. Pure.
 */
final class EventBudget {
  /** Started, ended, and a workflow task of three events. */
  static final int ACTIVITY = 5;

  /** Started and ended, a workflow task for each. */
  static final int CHILD = 8;

  /** For the end of the run, a control command or two, and the task in which it is noticed. */
  private static final int RESERVE = 60;

  private final int perCall;
  private final int most;
  private long known = -1;
  private int sinceKnown;

  EventBudget(int perCall, int most) {
    this.perCall = perCall;
    this.most = most;
  }

  /** Whether one more call fits, given the history's length and the calls under way. */
  boolean fits(long historyLength, int inFlight) {
    if (historyLength != known) {
      known = historyLength;
      sinceKnown = 0;
    }
    long worst = known + sinceKnown + (long) perCall * inFlight;
    return worst + perCall + 1 + RESERVE <= most;
  }

  /** Notes that a call was scheduled in this workflow task. */
  void scheduled() {
    sinceKnown++;
  }
}
