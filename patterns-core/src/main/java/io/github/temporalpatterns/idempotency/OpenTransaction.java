// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.SqlTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transaction of an effect, and of those within it: all of them are done, or none. */
@RunsIn(ACTIVITY)
final class OpenTransaction implements AutoCloseable {
  private final ThreadLocal<@Nullable OpenTransaction> holder;
  private final SqlTransaction transaction;
  private final List<Request> done = new ArrayList<>();
  private @Nullable Exception failure;

  OpenTransaction(
      ThreadLocal<@Nullable OpenTransaction> holder, SqlTransaction transaction) {
    this.holder = holder;
    this.transaction = transaction;
    holder.set(this);
  }

  Connection connection() {
    return transaction.connection();
  }

  /** An effect of it failed, so that none may be committed, whoever catches that. */
  void failed(Exception e) {
    failure = e;
  }

  void done(Request request) {
    done.add(request);
  }

  void commit() throws SQLException {
    if (failure != null) {
      throw new IllegalStateException("an effect within this one failed, and was caught", failure);
    }
    transaction.commit();
    done.forEach(Request::done);
  }

  @Override
  public void close() {
    holder.remove();
    transaction.close();
  }
}
