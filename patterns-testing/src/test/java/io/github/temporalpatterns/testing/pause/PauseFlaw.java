// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

/** What may be wrong with a hand-made long-runner, and the rule that must see it. */
enum PauseFlaw {
  NONE(""),
  /** Looks at the flag only before the first step. */
  LOOKS_ONCE("rule02"),
  /** Says that it is paused while a step is under way. */
  LIES("rule03"),
  /** Repeats the last step after a pause. */
  REPEATS("rule04"),
  /** Sets the flag back when it begins. */
  FORGETS_EARLY("rule05"),
  /** Counts pauses, and wants as many resumptions. */
  COUNTS("rule06"),
  /** Keeps a resumption for the next pause. */
  OWES("rule07"),
  /** Obeys a request whenever it comes. */
  OBEYS_TWICE("rule08"),
  /** Takes every command, named or not. */
  TAKES_ALL("rule09"),
  /** Throws from a signal handler. */
  THROWS("rule10"),
  /** Does not say who, nor why. */
  ANONYMOUS("rule11"),
  /** Looks at the flag every so often. */
  POLLS("rule12"),
  /** Goes on for ever when it is told to go on for some steps. */
  IGNORES_COUNT("rule13"),
  /** Looks every so often whether the time of a pause is over. */
  LOOKS_FOR_END("rule14"),
  /** Lets a delay pass while it is paused. */
  CLOCK_RUNS("rule15"),
  /** Leaves the timer of a delay behind when it is stopped. */
  LEAVES_TIMER("rule17"),
  /** Drops the step under way. */
  DROPS_STEP("rule18"),
  /** Hears a stop only once it is resumed. */
  STUCK("rule19"),
  /** Cleans up in the cancelled scope. */
  ATTACHED("rule20"),
  /** Leaves the step under way alone when it is cancelled. */
  LEAVES_STEP("rule21"),
  /** Tells nobody how it ended. */
  SILENT("rule22"),
  /** Takes a stop back when it is paused. */
  TAKES_BACK("rule23"),
  /** Tidies up only after a cancellation. */
  NO_CLEANUP("rule24"),
  /** Forgets its last step at continue-as-new. */
  FORGETS_STEP("rule25"),
  /** Loses its pause at continue-as-new. */
  WAKES_UP("rule26"),
  /** Loses its requests at continue-as-new. */
  FORGETS_REQUESTS("rule27"),
  /** Begins a delay again at continue-as-new. */
  STARTS_OVER("rule28");

  final String caughtBy;

  PauseFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
