// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.CheckpointStore.Session;
import io.github.temporalpatterns.batch.CheckpointStore.Transaction;
import io.github.temporalpatterns.internal.SqlTransaction;
import io.temporal.activity.Activity;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One attempt's hold on a batch in a database. */
@RunsIn(ACTIVITY)
record JdbcSession(
    DataSource dataSource, JdbcTables tables, String batchId, long number, Checkpoint checkpoint)
    implements Session<Connection> {

  @Override
  public Transaction<Connection> begin() {
    try {
      return new JdbcTransaction(this, SqlTransaction.begin(dataSource));
    } catch (SQLException e) {
      throw Activity.wrap(e);
    }
  }
}
