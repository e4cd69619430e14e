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
  private static final ThreadLocal<@Nullable OpenTransaction> INNERMOST = new ThreadLocal<>();

  private final LedgerDatabase ledger;
  private final SqlTransaction transaction;
  private final @Nullable OpenTransaction outer;
  private final List<Request> done = new ArrayList<>();
  private @Nullable Exception failure;

  OpenTransaction(LedgerDatabase ledger, SqlTransaction transaction) {
    this.ledger = ledger;
    this.transaction = transaction;
    outer = INNERMOST.get();
    INNERMOST.set(this);
  }

  /** The one that this thread has open with a ledger, which a further effect joins. */
  static @Nullable OpenTransaction of(LedgerDatabase ledger) {
    OpenTransaction open = INNERMOST.get();
    while (open != null && open.ledger != ledger) {
      open = open.outer;
    }
    return open;
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
    if (outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(outer);
    }
    transaction.close();
  }
}
