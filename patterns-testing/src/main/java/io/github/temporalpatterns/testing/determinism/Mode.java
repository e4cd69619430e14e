// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

/** As what a piece of code runs. */
enum Mode {
  /** Replayed: the workflow method, its signals, updates and constructors. */
  WORKFLOW,
  /** Not recorded: queries and update validators. */
  QUERY,
  /** Recorded by its result: the lambda of a side effect. */
  SIDE_EFFECT;

  /** The rule that a write to the workflow's state breaks here. */
  DeterminismRule ruleOfWrites() {
    return switch (this) {
      case WORKFLOW -> DeterminismRule.SHARED_STATE;
      case QUERY -> DeterminismRule.QUERY_WRITES;
      case SIDE_EFFECT -> DeterminismRule.SIDE_EFFECT_WRITES;
    };
  }
}
