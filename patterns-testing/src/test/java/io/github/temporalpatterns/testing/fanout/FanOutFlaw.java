// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

/** What may be wrong with a hand-made fan-out, and the rule that must see it. */
enum FanOutFlaw {
  NONE(""),
  /** Forgets the last chunk if it is not full. */
  LOSES_THE_REST("rule01"),
  /** Calls all chunks at once. */
  UNBOUNDED("rule02"),
  /** Waits for a whole window before it starts the next. */
  BARRIER("rule03"),
  /** Reports the place in the chunk as the index. */
  WRONG_INDEX("rule04"),
  /** Takes all items of a failed chunk for failed. */
  NO_BISECTION("rule05"),
  /** Calls the whole chunk again when it returned early. */
  RESTARTS_THE_CHUNK("rule06"),
  /** Takes the failures that may happen for those that may not. */
  OFF_BY_ONE("rule07"),
  /** Computes the tolerated number in floating point. */
  LOSES_A_FRACTION("rule08"),
  /** Calls the activity with an empty chunk. */
  CALLS_FOR_NOTHING("rule09"),
  /** Believes an answer that leaves items out. */
  BELIEVES_ANYTHING("rule10"),
  /** Calls items one by one by the chunk activity. */
  WRONG_CALL("rule11"),
  /** Allows a child's id to be used again. */
  RUNS_CHILDREN_TWICE("rule12"),
  /** Goes on while it is paused. */
  IGNORES_PAUSE("rule13"),
  /** Keeps the window that it began with. */
  FIXED_WINDOW("rule14"),
  /** Keeps the tolerated failures that it began with. */
  FIXED_TOLERANCE("rule15"),
  /** Works on although it was told to end. */
  IGNORES_STOP("rule16"),
  /** Drains although it was told to end now. */
  ALWAYS_DRAINS("rule17"),
  /** Obeys a repeated request again. */
  OBEYS_TWICE("rule18"),
  /** Leaves a cancelled run before its calls have ended. */
  DOES_NOT_WAIT("rule19"),
  /** Throws failed items away. */
  NO_LETTERS("rule20"),
  /** Follows cursors wherever they lead. */
  GOES_ROUND("rule21"),
  /** Goes on as fast as it can. */
  IGNORES_RATE("rule24");

  final String caughtBy;

  FanOutFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
