// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.temporal.activity.Activity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps checkpoints in a SQL database, each part in the transaction that wrote its items.
 *
 * <p>Activity code only; thread-safe. Create the tables {@link #tables()} once. A part is a row of
 * {@code patterns_batch_part}, a skipped item a row of {@code patterns_batch_skip}; delete a
 * batch's rows when it is over. Each transaction takes a connection of its own, so the data source
 * must give as many as the window is wide; an item runs behind a savepoint.
 *
 * <p>Opening a batch locks its row of {@code patterns_batch} for a moment, and so does a commit: an
 * attempt that was given up but still runs cannot commit after the next one has begun.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class JdbcCheckpointStore implements CheckpointStore<Connection> {
  private final DataSource dataSource;

  /**
   * Creates a store.
   *
   * @param dataSource connections to the database that the items are written to
   */
  public JdbcCheckpointStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** {@return the statements that create the tables, in standard SQL} */
  public static List<String> tables() {
    return List.of(
        """
        CREATE TABLE patterns_batch (
          batch VARCHAR(255) NOT NULL PRIMARY KEY,
          session BIGINT NOT NULL,
          commits BIGINT NOT NULL)\
        """,
        """
        CREATE TABLE patterns_batch_part (
          batch VARCHAR(255) NOT NULL,
          first_item BIGINT NOT NULL,
          last_item BIGINT NOT NULL,
          retried BIGINT NOT NULL,
          PRIMARY KEY (batch, first_item))\
        """,
        """
        CREATE TABLE patterns_batch_skip (
          batch VARCHAR(255) NOT NULL,
          item BIGINT NOT NULL,
          reason VARCHAR(100) NOT NULL,
          PRIMARY KEY (batch, item))\
        """);
  }

  @Override
  public Session<Connection> open(String batchId) {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        long session = takeOver(connection, batchId);
        Checkpoint checkpoint = read(connection, batchId);
        connection.commit();
        return new JdbcSession(dataSource, batchId, session, checkpoint);
      } finally {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  /** The update comes first: it waits for a commit that is under way. */
  private static long takeOver(Connection connection, String batchId) throws SQLException {
    String next = "UPDATE patterns_batch SET session = session + 1 WHERE batch = ?";
    try (PreparedStatement update = connection.prepareStatement(next)) {
      update.setString(1, batchId);
      if (update.executeUpdate() == 0) {
        insert(connection, batchId);
      }
    }
    String mine = "SELECT session FROM patterns_batch WHERE batch = ?";
    try (PreparedStatement select = connection.prepareStatement(mine)) {
      select.setString(1, batchId);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void insert(Connection connection, String batchId) throws SQLException {
    String first = "INSERT INTO patterns_batch (batch, session, commits) VALUES (?, 1, 0)";
    try (PreparedStatement insert = connection.prepareStatement(first)) {
      insert.setString(1, batchId);
      insert.executeUpdate();
    }
  }

  private static Checkpoint read(Connection connection, String batchId) throws SQLException {
    DoneSet done = new DoneSet();
    long retried = 0;
    String parts = "SELECT first_item, last_item, retried FROM patterns_batch_part WHERE batch = ?";
    try (PreparedStatement select = connection.prepareStatement(parts)) {
      select.setString(1, batchId);
      try (ResultSet part = select.executeQuery()) {
        while (part.next()) {
          done.add(part.getLong(1), part.getLong(2));
          retried += part.getLong(3);
        }
      }
    }
    long skipped = 0;
    List<Skip> samples = new ArrayList<>();
    String skips = "SELECT item, reason FROM patterns_batch_skip WHERE batch = ? ORDER BY item";
    try (PreparedStatement select = connection.prepareStatement(skips)) {
      select.setString(1, batchId);
      try (ResultSet skip = select.executeQuery()) {
        while (skip.next()) {
          skipped++;
          if (samples.size() < Checkpoint.MOST_SAMPLES) {
            samples.add(new Skip(skip.getLong(1), skip.getString(2)));
          }
        }
      }
    }
    return new Checkpoint(
        Checkpoint.SCHEMA, done.mark(), done.above(), skipped, retried, List.copyOf(samples));
  }
}
