// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

/** What may be wrong with a hand-made saga, and the rule that must see it. */
enum Flaw {
  NONE(""),
  /** Undoes although every step succeeded. */
  UNDOES_SUCCESS("rule01"),
  /** Undoes in the order of the steps. */
  WRONG_ORDER("rule02"),
  /** Undoes a step that asked for no undo. */
  UNDOES_ALL("rule03"),
  /** Gives an undo one attempt, whatever its policy. */
  ONE_ATTEMPT("rule11"),
  /** Schedules every undo twice. */
  UNDO_TWICE("rule30"),
  /** Completes although the body failed. */
  SWALLOWED_ERROR("rule05"),
  /** Undoes in the scope of the run, where a cancel request reaches it. */
  ATTACHED_SCOPE("rule16"),
  /** Knows the undo of a step only once the step has answered. */
  REGISTER_AFTER("rule23"),
  /** Continues as new without the log. */
  LOST_LOG("rule37"),
  /** The first undo that fails ends the undoing. */
  FIRST_FAILURE_STOPS("rule09"),
  /** Fails as the undo did, not as the body did. */
  REPLACED_ERROR("rule07"),
  /** Undoes while other branches are still running. */
  UNSETTLED_BRANCHES("rule32"),
  /** Takes the end of a run by continue-as-new for a failure. */
  CATCHES_EVERYTHING("rule39"),
  /** Takes a bug for a business failure. */
  UNDOES_FOR_BUGS("rule45"),
  /** Makes the key anew for the undo. */
  OTHER_KEY("rule26"),
  /** Leaves the undo of a step without asking whether its outcome is known. */
  ONLY_KNOWN_EFFECTS("rule25"),
  /** Judges a step by a failure that it got over. */
  JUDGES_BY_HISTORY("rule51"),
  /** Takes the log of an attempt before for its own. */
  GOES_ON("rule52"),
  /** Drops an undo that comes after its step. */
  DROPS_LATE_UNDO("rule53"),
  /** Lets a run fail by a bug without undoing. */
  FAILS_WITHOUT_UNDO("rule54"),
  /** Takes the user's memo for its own. */
  READS_THE_MEMO("rule55"),
  /** Does not let running steps end. */
  TRY_CANCEL("rule21");

  final String caughtBy;

  Flaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
