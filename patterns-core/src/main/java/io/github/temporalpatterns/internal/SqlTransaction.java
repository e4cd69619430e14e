// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A transaction on a connection of its own, which goes back as it came. What is not committed when
 * it is closed is rolled back. Internal, not API.
 */
@RunsIn(ACTIVITY)
public final class SqlTransaction implements AutoCloseable {
  private final Connection connection;
  private final boolean autoCommit;

  private SqlTransaction(Connection connection, boolean autoCommit) {
    this.connection = connection;
    this.autoCommit = autoCommit;
  }

  /** Takes a connection and begins. */
  public static SqlTransaction begin(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      return new SqlTransaction(connection, autoCommit);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  public Connection connection() {
    return connection;
  }

  public void commit() throws SQLException {
    connection.commit();
  }

  /** Never throws: what happened to the work is known by then, and the pool sorts out the rest. */
  @Override
  public void close() {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      // A connection that cannot roll back is broken, and the database has rolled back by itself.
    }
  }
}
