// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

/** What may be wrong with a hand-made entity, and the rule that must see it. */
enum EntityFlaw {
  NONE(""),
  /** Knows the calls of the process that reports, and no others. */
  ONE_PROCESS("rule26"),
  /** Counts a report each time that it comes. */
  COUNTS_TWICE("rule27"),
  /** Counts every call since the beginning. */
  NEVER_FORGETS("rule28"),
  /** Believes the clocks of processes. */
  TRUSTS_CLOCKS("rule29"),
  /** Lets one process decide for all. */
  ONE_DECIDES("rule30"),
  /** Opens before the others could speak. */
  HASTY("rule31"),
  /** Counts what belongs to a state that is over. */
  COUNTS_LATE("rule32"),
  /** Counts what cannot be. */
  CREDULOUS("rule33"),
  /** Grants probes while it is open. */
  NO_WAIT("rule34"),
  /** Grants every process as many probes as it likes. */
  STAMPEDE("rule35"),
  /** Forgets what it has granted when its answer gets lost. */
  LOSES_GRANT("rule36"),
  /** Closes with what was counted before it opened. */
  NEVER_AFRESH("rule37"),
  /** Closes whatever the probe says. */
  BLIND_PROBE("rule38"),
  /** Does not take a probe back. */
  LEAKS_PROBE("rule39"),
  /** Hears no operator. */
  STUBBORN("rule40"),
  /** Forgets who has reported when it continues as new. */
  FORGETS_SOURCES("rule41"),
  /** Forgets the probes that are out when it continues as new. */
  FORGETS_PROBES("rule42");

  final String caughtBy;

  EntityFlaw(String caughtBy) {
    this.caughtBy = caughtBy;
  }
}
