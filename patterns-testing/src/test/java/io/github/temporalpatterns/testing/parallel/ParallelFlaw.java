// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

/** What may be wrong with a hand-made map or race, and the rule that must see it. */
enum ParallelFlaw {
  NONE(""),
  /** Lists outcomes in the order in which calls end. */
  ORDER_OF_ENDS("rule01"),
  /** Starts all calls at once. */
  UNBOUNDED("rule02"),
  /** Waits for a whole window before it starts the next. */
  BARRIER("rule03"),
  /** Stops at the first failure. */
  FAILS_FAST("rule04"),
  /** Takes the failures that may happen for those that may not. */
  OFF_BY_ONE("rule05"),
  /** Computes the tolerated number in floating point. */
  LOSES_A_FRACTION("rule06"),
  /** Leaves those under way alone. */
  NEVER_CANCELS("rule07"),
  /** Goes on starting calls. */
  NEVER_DRAINS("rule08"),
  /** Works off every item although enough have succeeded. */
  IGNORES_QUORUM("rule09"),
  /** Accepts what lacks its quorum. */
  ACCEPTS_ALL("rule10"),
  /** Leaves a cancelled run before its calls have ended. */
  DOES_NOT_WAIT("rule12"),
  /** Lets the losers run on. */
  LOSERS_RUN_ON("rule14"),
  /** Takes the first end for the first success. */
  FIRST_END_WINS("rule15"),
  /** Shows only one failure. */
  HIDES_FAILURES("rule16"),
  /** Leaves the hedge timer behind. */
  LEAKS_TIMER("rule17"),
  /** Does not hedge. */
  NO_HEDGE("rule18"),
  /** Lets the whole delay pass although the first has failed. */
  SLOW_HEDGE("rule19"),
  /** Starts the fallbacks at once. */
  EAGER_FALLBACK("rule20"),
  /** Does not keep the deadline. */
  NO_DEADLINE("rule21");

  final String caughtBy;

  ParallelFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
