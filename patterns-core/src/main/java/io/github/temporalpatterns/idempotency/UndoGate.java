// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What an undo does first: it stops the effect that it undoes, and learns whether there is one. */
@RunsIn(ACTIVITY)
final class UndoGate {

  /** What the undo does next. */
  enum Next {
    UNDO,
    NOTHING,
    /** The row has changed meanwhile; the transaction is of no use. */
    AGAIN
  }

  private UndoGate() {}

  static Next pass(LedgerDatabase database, Connection connection, Request request, Mode mode)
      throws SQLException {
    String effect = request.key().undone().toString();
    Row row = database.read(connection, effect);
    return switch (Entry.decide(row)) {
      case BAR -> write(database, connection, request.barred(row, mode), row, Next.NOTHING);
      case BEGIN ->
          write(
              database, connection, required(row).to(State.UNDONE, null).fenced(), row, Next.UNDO);
      case GO_ON -> Next.UNDO;
      case NOTHING -> Next.NOTHING;
      case WAIT -> throw Refusals.inProgress(required(row));
      case EXPIRED -> throw Refusals.expired(effect);
    };
  }

  private static Next write(
      LedgerDatabase database, Connection connection, Row next, @Nullable Row before, Next then)
      throws SQLException {
    return database.write(connection, next, before) ? then : Next.AGAIN;
  }

  private static Row required(@Nullable Row row) {
    if (row == null) {
      throw new IllegalStateException("nothing is decided so without a row");
    }
    return row;
  }
}
