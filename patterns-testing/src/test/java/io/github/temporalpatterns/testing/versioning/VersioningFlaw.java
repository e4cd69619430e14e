// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

/** What may be wrong with a hand-made flow, and the rule that must see it. */
enum VersioningFlaw {
  NONE(""),
  /** Never takes new code. */
  TIMID("rule01"),
  /** Takes the newest code whatever the run has done. */
  RECKLESS("rule02"),
  /** Knows only old and new. */
  TWO_VALUED("rule03"),
  /** Makes a new id for each question. */
  ID_PER_QUESTION("rule04"),
  /** Decides about everything when it is made. */
  EAGER("rule05"),
  /** Records more than it must. */
  CHATTY("rule06"),
  /** Has one id for all changes. */
  ONE_ID("rule07"),
  /** Takes the last branch. */
  LAST_BRANCH("rule08"),
  /** Looks for a branch of exactly its version. */
  EXACT_BRANCH("rule09"),
  /** Decides once for all keys. */
  IGNORES_KEYS("rule10"),
  /** Keeps the first answer of any key. */
  FIRST_KEY_DECIDES("rule11"),
  /** Numbers the questions instead of naming the keys. */
  NUMBERS_KEYS("rule12"),
  /** Carries each decision. */
  CARRIES_ALL("rule13"),
  /** Carries none. */
  CARRIES_NONE("rule14"),
  /** Does not record what it carries. */
  SILENT("rule15"),
  /** Takes a change that it does not know for new. */
  GUESSES("rule16"),
  /** Fails the run where the code does not fit. */
  FAILS_RUN("rule16"),
  /** Takes any branch rather than none. */
  MAKES_DO("rule17"),
  /** Lets branches stand that no version has. */
  BLIND("rule18"),
  /** Moves a run to the oldest code that is left. */
  FLOATS("rule19"),
  /** The same, through continue-as-new. */
  FLOATS_ON("rule20"),
  /** Takes a missing key for one of its own. */
  MAKES_KEY("rule21");

  final String caughtBy;

  VersioningFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
