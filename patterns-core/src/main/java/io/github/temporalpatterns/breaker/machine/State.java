// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;

/**
 * The states of a breaker.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public enum State {
  /** Calls are permitted, and counted. */
  CLOSED,
  /** No call is permitted until the wait is over. */
  OPEN,
  /** A few probes are permitted. */
  HALF_OPEN,
  /** No call is permitted: an operator, or the rules, decided so. */
  FORCED_OPEN,
  /** Calls are permitted and not counted. */
  DISABLED,
  /** Calls are permitted and counted, without consequence. */
  METRICS_ONLY
}
