// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

/** What may be wrong with a hand-made breaker, and the rule that must see it. */
enum BreakerFlaw {
  NONE(""),
  /** Never opens. */
  NEVER_OPENS("rule02"),
  /** Opens at the first failure. */
  HASTY("rule03"),
  /** Counts every call since the beginning. */
  NEVER_FORGETS("rule04"),
  /** Knows nothing of failures in a row. */
  NO_ROW("rule05"),
  /** Adds up failures that were not in a row. */
  ENDLESS_ROW("rule06"),
  /** Makes the call, and rejects it then. */
  CALLS_ANYWAY("rule07"),
  /** Takes the fallback also for a call that fails. */
  HIDES_FAILURES("rule08"),
  /** Stays open for ever. */
  NEVER_PROBES("rule09"),
  /** Closes whatever the probe says. */
  BLIND_PROBE("rule10"),
  /** Lets everybody probe at once. */
  STAMPEDE("rule11"),
  /** Counts failures that are to be ignored. */
  COUNTS_IGNORED("rule12"),
  /** Does not count what is no recorded failure. */
  FORGETS_ANSWERS("rule13"),
  /** Takes every result for good. */
  TRUSTS_RESULTS("rule14"),
  /** Takes a cancelled call for a failed one. */
  COUNTS_CANCELLED("rule15"),
  /** Does not take back the permit of a cancelled call. */
  LEAKS_PERMIT("rule15"),
  /** Counts results in whatever state they come. */
  COUNTS_LATE("rule16"),
  /** Rejects what should wait. */
  IMPATIENT("rule17"),
  /** Asks again and again while it waits. */
  POLLS("rule18"),
  /** Lets the last one go first. */
  LAST_FIRST("rule19"),
  /** Waits for ever. */
  NO_MAXIMUM("rule20"),
  /** Cannot be forced open. */
  STUBBORN("rule22"),
  /** Lets the waiting calls sleep on when it is closed. */
  SLEEPS_ON("rule23"),
  /** Starts afresh in each run. */
  FORGETS_STATE("rule24"),
  /** Carries the state but not the counted calls. */
  FORGETS_CALLS("rule25");

  final String caughtBy;

  BreakerFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
