// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

/** What may be wrong with a hand-made batch, and the rule that must see it. */
enum BatchFlaw {
  NONE(""),
  /** Forgets the last item. */
  ONE_ITEM_LESS("rule01"),
  /** Starts all items at once. */
  UNBOUNDED("rule02"),
  /** Waits for a whole window before it starts the next. */
  BARRIER("rule03"),
  /** Calls for heartbeats only when an item has ended. */
  SILENT_WHILE_SLOW("rule04"),
  /** Gives all heartbeats the same object. */
  MUTABLE_DETAILS("rule05"),
  /** Records an item before it is processed. */
  RECORDS_FIRST("rule06"),
  /** Calls for a heartbeat at every fifth item only. */
  SELDOM("rule07"),
  /** Starts every attempt from its input. */
  FORGETS_HEARTBEATS("rule08"),
  /** Takes its input before its last heartbeat. */
  INPUT_FIRST("rule09"),
  /** Knows a mark, but not what is done above it. */
  MARK_ONLY("rule10"),
  /** Takes everything before an item that is done for done. */
  LAST_ENDED("rule10"),
  /** Tries once more than told. */
  ONE_TRY_MORE("rule11"),
  /** Tries everything again. */
  RETRIES_ALL("rule12"),
  /** Takes the skips that may be for those that may not. */
  OFF_BY_ONE("rule13"),
  /** Starts every attempt with no skips counted. */
  FORGETS_SKIPS("rule14"),
  /** Keeps every failure as it is. */
  FAT_DETAILS("rule15"),
  /** Leaves the items under way alone when it stops. */
  DESERTS_ITEMS("rule16"),
  /** Throws although it shall return. */
  NEVER_RETURNS("rule17"),
  /** Returns what was done when the stop came. */
  RETURNS_TOO_EARLY("rule18"),
  /** Skips items that end by an error. */
  SKIPS_ERRORS("rule19"),
  /** Ignores the interrupt. */
  IGNORES_INTERRUPT("rule20"),
  /** Skips an item that it has interrupted itself. */
  SKIPS_INTERRUPTED("rule23");

  final String caughtBy;

  BatchFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
