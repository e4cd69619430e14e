// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.internal.SqlSchema;
import io.github.temporalpatterns.internal.SqlTransaction;
import io.temporal.activity.Activity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows in their database. A change is accepted only if the row is as it was read. */
@RunsIn(ACTIVITY)
final class LedgerDatabase {

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource database;
  private final SqlSchema schema;
  private volatile @Nullable Tables tables;

  LedgerDatabase(DataSource database, String prefix) {
    this.database = database;
    schema = Tables.schema(prefix);
  }

  /** The statements; the first call asks the database which one it is. */
  Tables tables(Connection connection) throws SQLException {
    Tables known = tables;
    if (known == null) {
      known = Tables.of(connection, schema);
      tables = known;
    }
    return known;
  }

  SqlTransaction begin() throws SQLException {
    return SqlTransaction.begin(database);
  }

  /** A transaction of its own; what the database throws is retryable. */
  <T extends @Nullable Object> T call(Work<T> work) {
    try {
      return tryCall(work);
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  <T extends @Nullable Object> T tryCall(Work<T> work) throws SQLException {
    try (SqlTransaction transaction = begin()) {
      T result = work.on(transaction.connection());
      transaction.commit();
      return result;
    }
  }

  @Nullable Row read(String key) {
    try {
      return tryRead(key);
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  @Nullable Row tryRead(String key) throws SQLException {
    try (SqlTransaction transaction = begin()) {
      return read(transaction.connection(), key);
    }
  }

  @Nullable Row read(Connection connection, String key) throws SQLException {
    String sql = tables(connection).select() + " WHERE effect_key = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, key);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? row(found) : null;
      }
    }
  }

  static Row row(ResultSet found) throws SQLException {
    return new Row(
        found.getString("effect_key"),
        State.valueOf(found.getString("state")),
        Mode.valueOf(found.getString("mode")),
        found.getString("fingerprint"),
        found.getString("life"),
        found.getLong("token"),
        found.getLong(12),
        found.getLong(13),
        found.getString("holder"),
        found.getInt("attempts"),
        found.getInt("strays"),
        found.getString("outcome"),
        found.getString("decision"));
  }

  /**
   * Writes a row.
   *
   * @param before as it was read; null if there was none
   * @return false if it is not as it was; the transaction is of no use then
   */
  boolean write(Connection connection, Row next, @Nullable Row before) throws SQLException {
    Tables words = tables(connection);
    try (PreparedStatement change =
        connection.prepareStatement(before == null ? words.insert() : words.update())) {
      change.setString(1, next.state().name());
      change.setString(2, next.mode().name());
      change.setString(3, next.fingerprint());
      change.setString(4, next.life());
      change.setLong(5, next.token());
      change.setString(6, next.holder());
      change.setInt(7, next.attempts());
      change.setInt(8, next.strays());
      change.setString(9, next.outcome());
      change.setString(10, next.decision());
      change.setLong(11, next.leaseLeft());
      if (before == null) {
        change.setLong(12, next.horizonLeft());
        change.setString(13, next.key());
      } else {
        change.setString(12, before.key());
        change.setLong(13, before.token());
        change.setString(14, before.state().name());
      }
      return change.executeUpdate() == 1;
    } catch (SQLException e) {
      if (before == null && words.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The same in a transaction of its own. */
  boolean tryWrite(Row next, @Nullable Row before) throws SQLException {
    return tryCall(connection -> write(connection, next, before));
  }

  /** Another lease, if the row is still held; false if it is not. */
  boolean renew(Row held) throws SQLException {
    return tryCall(
        connection -> {
          try (PreparedStatement renew = connection.prepareStatement(tables(connection).renew())) {
            renew.setLong(1, held.leaseLeft());
            renew.setString(2, held.key());
            renew.setLong(3, held.token());
            return renew.executeUpdate() == 1;
          }
        });
  }

  /** Notes that an effect happened whose attempt had been given up. */
  void stray(String key) {
    call(
        connection -> {
          try (PreparedStatement note = connection.prepareStatement(tables(connection).stray())) {
            note.setString(1, key);
            return note.executeUpdate();
          }
        });
  }

  boolean isConflict(Throwable failure) {
    Tables known = tables;
    return known != null && known.isConflict(failure);
  }

  void verify() {
    call(
        connection -> {
          schema.verify(connection, List.of(tables(connection).select()));
          return true;
        });
  }

  /** The keys that a query gives. */
  static List<String> keys(Connection connection, String query, int most) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setMaxRows(most);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          keys.add(found.getString(1));
        }
      }
    }
    return keys;
  }

  /** Rows of a query without parameters. */
  List<Row> rows(String query, int most) {
    return call(
        connection -> {
          List<Row> rows = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setMaxRows(most);
            try (ResultSet found = select.executeQuery()) {
              while (found.next()) {
                rows.add(row(found));
              }
            }
          }
          return rows;
        });
  }
}
