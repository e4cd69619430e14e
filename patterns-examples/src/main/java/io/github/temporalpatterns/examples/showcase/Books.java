// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.runtime.SqliteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** What the shop's database says about orders, beside what the bank was told. */
final class Books {
  private final Jdbi database;

  /** Opens the database of a shop. */
  Books(Path file) {
    database = SqliteFile.database(file);
    database.useHandle(
        sql ->
            sql.execute(
                "CREATE TABLE IF NOT EXISTS fraud_score (key TEXT PRIMARY KEY, score REAL)"
                    + " STRICT"));
  }

  /** How many orders the shop knows. */
  int orders() {
    return count("SELECT COUNT(*) FROM orders WHERE id LIKE :order", "%");
  }

  /** Whether the bank has charged an order. */
  boolean isCharged(String order) {
    return count("SELECT COUNT(*) FROM payment WHERE order_id = :order", order) > 0;
  }

  /** Keeps what the bank is told with a charge. */
  void noteScore(String key, double score) {
    database.useHandle(
        sql -> sql.execute("INSERT OR REPLACE INTO fraud_score VALUES (?, ?)", key, score));
  }

  /** A line for all that is not as it has to be once every order has ended. */
  List<String> differences() {
    return database.withHandle(sql -> sql.createQuery(query()).mapTo(String.class).list());
  }

  private int count(String query, String order) {
    return database.withHandle(
        sql -> sql.createQuery(query).bind("order", order).mapTo(Integer.class).one());
  }

  private static String query() {
    try (InputStream in =
        Objects.requireNonNull(Books.class.getResourceAsStream("differences.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
