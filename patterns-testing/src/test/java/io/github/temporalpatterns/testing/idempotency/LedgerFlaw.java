// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

/** What may be wrong with a ledger, and the rule that must see it. */
enum LedgerFlaw {
  NONE(""),
  /** Returns null to the first caller. */
  NO_RESULT("rule01"),
  /** Remembers nothing. */
  FORGETS("rule02"),
  /** Compares no arguments. */
  BLIND("rule03"),
  /** Treats a final failure like any other. */
  FORGETS_REJECTIONS("rule04"),
  /** Keeps every failure. */
  KEEPS_ALL_FAILURES("rule05"),
  /** Commits when a checked exception is thrown, as transaction managers do. */
  COMMITS_CHECKED("rule06"),
  /** Looks first and reserves later. */
  RACY("rule07"),
  /** Has leases that end at once. */
  NO_LEASE("rule08"),
  /** Acts in one transaction and records in another. */
  ACTS_FIRST("rule09"),
  /** Records in one transaction and acts in another. */
  RECORDS_FIRST("rule09"),
  /** Gives the service another key each time. */
  NEW_PROVIDER_KEY("rule10"),
  /** Repeats without asking. */
  NEVER_ASKS("rule11"),
  /** Repeats what nobody knows. */
  REPEATS("rule12"),
  /** Lets whoever is late record his result. */
  UNFENCED("rule13"),
  /** Takes a lost answer for a failure. */
  TRUSTS_THE_ANSWER("rule14"),
  /** Takes a failed commit for a success. */
  IGNORES_THE_ANSWER("rule15"),
  /** Lets an effect come after its undo. */
  NO_BARRIER("rule16"),
  /** Undoes as often as it is told. */
  UNDOES_AGAIN("rule17"),
  /** Undoes whatever is under way. */
  UNDOES_AT_ONCE("rule18"),
  /** Gives the first result to an effect that was undone. */
  FORGETS_UNDO("rule19"),
  /** Remembers keys for ever. */
  NO_HORIZON("rule20"),
  /** Does an effect within another in a transaction of its own. */
  NESTS_APART("rule21"),
  /** Believes that a failure means that nothing happened. */
  OPTIMISTIC("rule22"),
  /** Keeps nothing of a result that is too large. */
  TRUNCATES("rule23"),
  /** Knows one effect for each key. */
  NO_ITEMS("rule24"),
  /** Takes a service's silence for a no. */
  FORGETS_SILENCE("rule25"),
  /** Takes a failed question for a no. */
  ASKS_ONCE("rule26"),
  /** Throws what the effect threw, whatever the row says. */
  INSISTS("rule27"),
  /** Begins at any time. */
  STARTS_LATE("rule28"),
  /** Throws what the database threw. */
  HIDES_FAILURES("rule29");

  final String caughtBy;

  LedgerFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
