// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import io.github.temporalpatterns.RunsIn.Side;

/**
 * Did a failed call reach the world? The answer decides whether its effect has to be undone: undo
 * unless {@link #NOT_EXECUTED}.
 *
 * <p>The names are part of the wire: they are stored in state and reports.
 *
 * @since 0.1.0
 */
@RunsIn(Side.ANYWHERE)
public enum ExecutionVerdict {
  /** The call did its work, although its result was lost. */
  EXECUTED,

  /** Proved: no attempt of the call has started, and none will. */
  NOT_EXECUTED,

  /** It may have happened, in part or as a whole, and may still happen after the failure. */
  UNKNOWN
}
