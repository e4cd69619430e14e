// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

/** As what a piece of code runs. */
enum Mode {
  /** Replayed: the workflow method, its signals, updates and constructors. */
  WORKFLOW,
  /** Not recorded: queries and update validators. */
  QUERY,
  /** Recorded by its result: the lambda of a side effect. */
  SIDE_EFFECT,
  /** Called any number of times: the condition of an await. */
  CONDITION;

  /** The rule that a change of what may not be changed, or a command, breaks here. */
  DeterminismRule ruleOfWrites() {
    return switch (this) {
      case WORKFLOW -> DeterminismRule.SHARED_STATE;
      case QUERY -> DeterminismRule.QUERY_WRITES;
      case SIDE_EFFECT -> DeterminismRule.SIDE_EFFECT_WRITES;
      case CONDITION -> DeterminismRule.CONDITION_WRITES;
    };
  }

  /** The flags of what the code finds, rather than makes. */
  int protection() {
    return this == WORKFLOW ? 0 : Val.OWN;
  }
}
