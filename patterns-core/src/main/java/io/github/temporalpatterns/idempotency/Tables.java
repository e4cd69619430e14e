// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.SqlDialect;
import io.github.temporalpatterns.internal.SqlSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The statements of the ledger, in the words of a database.
 *
 * @param effects the name of the table of effects
 */
@RunsIn(ACTIVITY)
record Tables(SqlDialect dialect, String effects) {
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;
  private static final int SQLITE_CONSTRAINT = 19;

  private static final String COLUMNS =
      "state, mode, fingerprint, life, token, holder, attempts, strays, outcome, decision";

  static SqlSchema schema(String prefix) {
    return SqlSchema.of(
        Tables.class, prefix, "patterns_effect", 1, "EffectLedger.ddl(dialect, options)");
  }

  static Tables of(Connection connection, SqlSchema schema) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return Arrays.stream(SqlDialect.values())
        .filter(dialect -> dialect.name().equalsIgnoreCase(product))
        .findFirst()
        .map(dialect -> new Tables(dialect, schema.main()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "database must be one of %s, was %s"
                        .formatted(Arrays.toString(SqlDialect.values()), product)));
  }

  /** Milliseconds since 1970, by the database's clock. */
  private String now() {
    return switch (dialect) {
      case POSTGRESQL -> "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
      case SQLITE -> "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
      case H2 ->
          "DATEDIFF(MILLISECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00',"
              + " CURRENT_TIMESTAMP)";
    };
  }

  String select() {
    return "SELECT effect_key, %s, lease_until - %s, horizon - %2$s, %2$s - first_seen FROM %s"
        .formatted(COLUMNS, now(), effects);
  }

  String insert() {
    return "INSERT INTO %s (%s, lease_until, horizon, first_seen, updated, effect_key)"
            .formatted(effects, COLUMNS)
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %1$s + ?, %1$s + ?, %1$s, %1$s, ?)"
            .formatted(now());
  }

  String update() {
    return "UPDATE %s SET %s = ?, lease_until = %s + ?, updated = %3$s"
            .formatted(effects, COLUMNS.replace(",", " = ?,"), now())
        + " WHERE effect_key = ? AND token = ? AND state = ?";
  }

  String renew() {
    return "UPDATE %s SET lease_until = %s + ? WHERE effect_key = ? AND token = ?"
            .formatted(effects, now())
        + " AND state = 'RESERVED'";
  }

  String stray() {
    return "UPDATE %s SET strays = strays + 1 WHERE effect_key = ?".formatted(effects);
  }

  /** What waits for a person, the oldest first. */
  String selectOpen() {
    return select()
        + " WHERE state IN ('RESERVED', 'UNKNOWN') OR strays > 0 ORDER BY first_seen, effect_key";
  }

  /** What is remembered of effects whose keys are refused by now, the oldest first. */
  String selectPastRows() {
    return select()
        + " WHERE state <> 'EXPIRED' AND horizon < %s ORDER BY horizon, effect_key"
            .formatted(now());
  }

  /** Settled keys past the horizon, of which nothing but the key is to be kept. */
  String selectPast() {
    return "SELECT effect_key FROM %s WHERE state IN ('DONE', 'REJECTED', 'BARRED', 'UNDONE', 'FREE')"
            .formatted(effects)
        + " AND horizon < "
        + now();
  }

  String expire() {
    return "UPDATE %s SET state = 'EXPIRED', fingerprint = NULL, life = NULL, holder = '',"
            .formatted(effects)
        + " outcome = NULL, decision = NULL, token = token + 1 WHERE effect_key = ? AND horizon < %s"
            .formatted(now())
        + " AND state IN ('DONE', 'REJECTED', 'BARRED', 'UNDONE', 'FREE')";
  }

  /**
   * Whether an insert failed because the key is there. Drivers agree on neither class nor state.
   */
  boolean isDuplicate(SQLException e) {
    return dialect == SqlDialect.SQLITE
        ? (e.getErrorCode() & 0xff) == SQLITE_CONSTRAINT
        : state(e).equals("23505");
  }

  /** Whether the transaction failed because of another one, so that it may succeed if repeated. */
  boolean isConflict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return dialect == SqlDialect.SQLITE
            ? code == SQLITE_BUSY || code == SQLITE_LOCKED
            : state(e).startsWith("40")
                || (dialect == SqlDialect.H2 && state(e).startsWith("HYT0"));
      }
    }
    return false;
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
