// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.SqlSchema;
import java.sql.Connection;
import java.util.List;

/** The statements of a store, by the names that its tables have. */
@RunsIn(ACTIVITY)
final class JdbcTables {
  private final SqlSchema schema;
  private final String batch;
  private final String part;
  private final String skip;

  JdbcTables(String prefix) {
    schema = schema(prefix);
    batch = schema.main();
    part = batch + "_part";
    skip = batch + "_skip";
  }

  static SqlSchema schema(String prefix) {
    return SqlSchema.of(
        JdbcTables.class,
        SqlSchema.requirePrefix("prefix", prefix),
        "patterns_batch",
        1,
        "JdbcCheckpointStore.ddl(dialect, prefix)");
  }

  /** Requires that the tables are as the statements below want them. */
  void verify(Connection connection) {
    schema.verify(
        connection,
        List.of(
            "SELECT batch, layout, session, commits FROM " + batch,
            "SELECT batch, first_item, last_item, retried, last_key FROM " + part,
            "SELECT batch, item, reason FROM " + skip));
  }

  String nextSession() {
    return "UPDATE " + batch + " SET session = session + 1 WHERE batch = ?";
  }

  String firstSession() {
    return "INSERT INTO " + batch + " (batch, layout, session, commits) VALUES (?, ?, 1, 0)";
  }

  String session() {
    return "SELECT session, layout FROM " + batch + " WHERE batch = ?";
  }

  String parts() {
    return "SELECT first_item, last_item, retried, last_key FROM "
        + part
        + " WHERE batch = ? ORDER BY first_item";
  }

  String skips() {
    return "SELECT item, reason FROM " + skip + " WHERE batch = ? ORDER BY item";
  }

  String holdBatch() {
    return "UPDATE " + batch + " SET commits = commits + 1 WHERE batch = ? AND session = ?";
  }

  String addPart() {
    return "INSERT INTO "
        + part
        + " (batch, first_item, last_item, retried, last_key) VALUES (?, ?, ?, ?, ?)";
  }

  String addSkip() {
    return "INSERT INTO " + skip + " (batch, item, reason) VALUES (?, ?, ?)";
  }

  /** The batch first: a commit that is under way ends before the rest goes. */
  List<String> forget() {
    return List.of(batch, part, skip).stream()
        .map(table -> "DELETE FROM " + table + " WHERE batch = ?")
        .toList();
  }
}
