// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.SqlDialect;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.internal.SqlTransaction;
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
 * <p>Activity code only; thread-safe. Create the tables {@link #ddl} once; it creates none. A part
 * is a row of {@code patterns_batch_part}, a skipped item a row of {@code patterns_batch_skip};
 * {@link #forget} deletes a batch's rows when it is over. Each transaction takes a connection of
 * its own, so the data source must provide as many connections as the window has places. An item
 * runs behind a savepoint.
 *
 * <p>Opening a batch locks its row of {@code patterns_batch} for a moment, and so does a commit: an
 * attempt that was given up but still runs cannot commit after the next one has begun.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class JdbcCheckpointStore implements CheckpointStore<Connection> {
  private static final int ID_LENGTH = 255;

  private final DataSource dataSource;
  private final JdbcTables tables;
  private volatile boolean isVerified;

  /**
   * Creates a store.
   *
   * @param dataSource connections to the database that the items are written to
   */
  public JdbcCheckpointStore(DataSource dataSource) {
    this(dataSource, "");
  }

  /**
   * Creates a store whose tables are in a schema, or have a prefix of your own.
   *
   * @param dataSource connections to the database that the items are written to
   * @param prefix what comes before the names of the tables: {@code jobs.} for a schema, {@code
   *     acme_} for a prefix, {@code jobs.acme_} for both; letters, digits and underscores
   * @throws IllegalArgumentException if the prefix is anything else
   */
  public JdbcCheckpointStore(DataSource dataSource, String prefix) {
    this.dataSource = dataSource;
    tables = new JdbcTables(prefix);
  }

  /**
   * Returns the statements that create a store's tables. They are for you to run, or to copy into
   * your migrations.
   *
   * @param dialect of the database; H2's are standard SQL, for others
   * @param prefix what comes before the names of the tables; may be empty
   * @return the statements
   * @throws IllegalArgumentException if no store takes the prefix
   */
  public static List<String> ddl(SqlDialect dialect, String prefix) {
    return JdbcTables.schema(prefix).ddl(dialect);
  }

  /**
   * Requires that the database has the store's tables, as this release needs them. Call it before
   * the worker starts; {@link #open} does it, too, until it has succeeded once.
   *
   * @throws IllegalStateException if a table is missing or older; with what to do
   */
  public void verifySchema() {
    transaction(
        connection -> {
          tables.verify(connection);
          return true;
        });
    isVerified = true;
  }

  @Override
  public Session<Connection> open(String batchId) {
    if (batchId.length() > ID_LENGTH) {
      throw BatchFailures.refused(
          "batchId must have at most %d characters, has %d".formatted(ID_LENGTH, batchId.length()));
    }
    if (!isVerified) {
      verifySchema();
    }
    return transaction(
        connection -> {
          Hold hold = takeOver(connection, batchId);
          Checkpoint checkpoint = read(connection, batchId, hold.layout());
          // An attempt of a newer release that still runs is not to be shut out by this one.
          Progress.check(checkpoint);
          return new JdbcSession(dataSource, tables, batchId, hold.session(), checkpoint);
        });
  }

  /**
   * Deletes all that the store knows of a batch. The next batch with that id begins with its first
   * item, and an attempt that still runs cannot commit any more.
   *
   * @param batchId the batch; nothing happens if the store does not know it
   */
  public void forget(String batchId) {
    transaction(
        connection -> {
          for (String statement : tables.forget()) {
            try (PreparedStatement delete = connection.prepareStatement(statement)) {
              delete.setString(1, batchId);
              delete.executeUpdate();
            }
          }
          return true;
        });
  }

  private record Hold(long session, int layout) {}

  private interface InTransaction<R> {
    R apply(Connection connection) throws SQLException;
  }

  private <R> R transaction(InTransaction<R> work) {
    try (SqlTransaction transaction = SqlTransaction.begin(dataSource)) {
      R result = work.apply(transaction.connection());
      transaction.commit();
      return result;
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  /** The update comes first: it waits for a commit that is under way. */
  private Hold takeOver(Connection connection, String batchId) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(tables.nextSession())) {
      update.setString(1, batchId);
      if (update.executeUpdate() == 0) {
        insert(connection, batchId);
      }
    }
    try (PreparedStatement select = connection.prepareStatement(tables.session())) {
      select.setString(1, batchId);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Hold(row.getLong(1), row.getInt(2));
      }
    }
  }

  private void insert(Connection connection, String batchId) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(tables.firstSession())) {
      insert.setString(1, batchId);
      insert.setInt(2, Checkpoint.SCHEMA);
      insert.executeUpdate();
    }
  }

  private Checkpoint read(Connection connection, String batchId, int layout) throws SQLException {
    DoneSet done = new DoneSet();
    long retried = 0;
    String cursor = null;
    try (PreparedStatement select = connection.prepareStatement(tables.parts())) {
      select.setString(1, batchId);
      try (ResultSet part = select.executeQuery()) {
        while (part.next()) {
          done.add(part.getLong(1), part.getLong(2));
          retried += part.getLong(3);
          cursor = part.getString(4);
        }
      }
    }
    long skipped = 0;
    List<Skip> samples = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(tables.skips())) {
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
        layout, done.mark(), done.above(), skipped, retried, List.copyOf(samples), cursor);
  }
}
