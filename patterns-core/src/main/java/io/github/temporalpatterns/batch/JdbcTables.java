// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements of a store, by the names that its tables have. */
@RunsIn(ACTIVITY)
final class JdbcTables {
  /** It becomes a part of statements, so it must not be able to say anything else. */
  private static final Pattern PREFIX =
      Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*\\.)?(?:[A-Za-z_][A-Za-z0-9_]*)?");

  private final String batch;
  private final String part;
  private final String skip;

  JdbcTables(@Nullable String prefix) {
    if (prefix == null || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "prefix must match %s, was \"%s\"".formatted(PREFIX, prefix));
    }
    batch = prefix + "patterns_batch";
    part = prefix + "patterns_batch_part";
    skip = prefix + "patterns_batch_skip";
  }

  List<String> create() {
    return List.of(
        """
        CREATE TABLE %s (
          batch VARCHAR(255) NOT NULL PRIMARY KEY,
          layout INT NOT NULL,
          session BIGINT NOT NULL,
          commits BIGINT NOT NULL)\
        """
            .formatted(batch),
        """
        CREATE TABLE %s (
          batch VARCHAR(255) NOT NULL,
          first_item BIGINT NOT NULL,
          last_item BIGINT NOT NULL,
          retried BIGINT NOT NULL,
          last_key VARCHAR(1000),
          PRIMARY KEY (batch, first_item))\
        """
            .formatted(part),
        """
        CREATE TABLE %s (
          batch VARCHAR(255) NOT NULL,
          item BIGINT NOT NULL,
          reason VARCHAR(100) NOT NULL,
          PRIMARY KEY (batch, item))\
        """
            .formatted(skip));
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
