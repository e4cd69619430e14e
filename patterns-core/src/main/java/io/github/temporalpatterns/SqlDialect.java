// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

/**
 * A database for which the library has statements that create its tables.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public enum SqlDialect {
  /** PostgreSQL 12 or newer. */
  POSTGRESQL,
  /** SQLite 3.38 or newer. */
  SQLITE,
  /** H2 2.2 or newer. */
  H2
}
