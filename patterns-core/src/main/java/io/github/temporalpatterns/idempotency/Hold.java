// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.State;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A row that is reserved for this attempt; its heartbeats keep it so. */
@RunsIn(ACTIVITY)
final class Hold implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Effect.class);
  private static final int MOST_TRIES = 3;

  private final LedgerDatabase database;
  private final Row row;
  private final Runnable forget;

  /** When the lease began, a little too early rather than too late. */
  private volatile long began = System.nanoTime();

  /** About to be reserved. */
  Hold(LedgerDatabase database, Row row, @Nullable Task task) {
    this.database = database;
    this.row = row;
    forget = task != null && task.heartbeats() ? task.onHeartbeat(this::heartbeat) : () -> {};
  }

  /** Whether another one may have it by now. */
  boolean isOver() {
    return spentMillis() >= row.leaseLeft();
  }

  private long spentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** Heartbeats are cheap and many, writes are not. */
  private void heartbeat() {
    if (spentMillis() < row.leaseLeft() / 4) {
      return;
    }
    long now = System.nanoTime();
    try {
      if (database.renew(row)) {
        began = now;
      }
    } catch (SQLException e) {
      LOG.debug("the lease of {} could not be renewed", row.key(), e);
    }
  }

  /**
   * Gives it back. If the database does not answer, the row stays reserved, and its lease ends.
   *
   * @throws FencedException if it is no longer this attempt's
   */
  void end(State state, @Nullable String outcome) throws FencedException {
    Row next = row.to(state, outcome);
    boolean tried = false;
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      try {
        if (!database.tryWrite(next, row) && !(tried && isThere(next))) {
          throw new FencedException(row.key());
        }
        return;
      } catch (SQLException e) {
        tried = true;
        LOG.warn("that effect {} is {} could not be recorded", row.key(), state, e);
      }
    }
  }

  /** A write whose answer was lost has happened perhaps. */
  private boolean isThere(Row next) throws SQLException {
    Row found = database.tryRead(row.key());
    return found != null && found.token() == next.token() && found.state() == next.state();
  }

  @Override
  public void close() {
    forget.run();
  }
}
