// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;
import io.github.temporalpatterns.internal.SqlTransaction;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** Effects and their record on one connection. */
@RunsIn(ACTIVITY)
final class JdbcTransaction implements Transaction<Connection> {
  private final JdbcSession session;
  private final SqlTransaction transaction;
  private @Nullable Savepoint mark;

  JdbcTransaction(JdbcSession session, SqlTransaction transaction) {
    this.session = session;
    this.transaction = transaction;
  }

  @Override
  public Connection sink() {
    return transaction.connection();
  }

  @Override
  public void mark() {
    try {
      mark = sink().setSavepoint();
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  @Override
  public void undo() {
    try {
      sink().rollback(mark);
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  @Override
  public void commit(Part part) {
    try {
      holdBatch();
      record(part);
      transaction.commit();
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }

  /** The row stays locked until the commit; last of all, so that it is for a moment only. */
  private void holdBatch() throws SQLException {
    try (PreparedStatement update = sink().prepareStatement(session.tables().holdBatch())) {
      update.setString(1, session.batchId());
      update.setLong(2, session.number());
      if (update.executeUpdate() != 1) {
        throw ApplicationFailure.newFailure(
            "a later attempt has taken over batch " + session.batchId(),
            FailureTypes.BATCH_SUPERSEDED);
      }
    }
  }

  private void record(Part part) throws SQLException {
    try (PreparedStatement insert = sink().prepareStatement(session.tables().addPart())) {
      insert.setString(1, session.batchId());
      insert.setLong(2, part.first());
      insert.setLong(3, part.last());
      insert.setLong(4, part.retried());
      insert.setString(5, part.cursor());
      insert.executeUpdate();
    }
    try (PreparedStatement insert = sink().prepareStatement(session.tables().addSkip())) {
      for (Skip skip : part.skipped()) {
        insert.setString(1, session.batchId());
        insert.setLong(2, skip.position());
        insert.setString(3, skip.reason());
        insert.executeUpdate();
      }
    }
  }

  @Override
  public void close() {
    transaction.close();
  }
}
