// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.SqlEffect;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.Entry.Decision;
import io.github.temporalpatterns.idempotency.UndoGate.Next;
import io.temporal.activity.Activity;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does an effect and its record in one commit. The record comes last, as one insert, and decides:
 * if the key is there by then, all of it is rolled back, and the row says what to do.
 */
@RunsIn(ACTIVITY)
final class TransactionRun<R extends @Nullable Object> {
  private static final Logger LOG = LoggerFactory.getLogger(EffectLedger.class);
  private static final int MOST_TRIES = 10;

  private final DefaultEffect<R> effect;
  private final Request request;
  private final SqlEffect<R> work;
  private final LedgerDatabase database;
  private final Meter meter;

  TransactionRun(DefaultEffect<R> effect, Request request, SqlEffect<R> work) {
    this.effect = effect;
    this.request = request;
    this.work = work;
    database = effect.database();
    meter = new Meter(request.task(), Mode.SAME_TRANSACTION);
  }

  /** What a try came to: another one is needed, or this is the result. */
  private record End<R extends @Nullable Object>(boolean again, @Nullable R value) {

    @SuppressWarnings("NullAway") // null only where R may be, once it is the result
    R result() {
      return value;
    }
  }

  R run() {
    OpenTransaction outer = OpenTransaction.of(database);
    if (outer != null) {
      return within(outer);
    }
    for (int tries = 1; ; tries++) {
      Row row = request.isFresh() && tries == 1 ? null : database.read(request.keyText());
      if (settled(row)) {
        return kept(row);
      }
      try {
        End<R> end = once(row);
        if (!end.again()) {
          return end.result();
        }
      } catch (Exception e) {
        if (!database.isConflict(e) || tries >= MOST_TRIES) {
          return afterFailure(row, e);
        }
      }
      if (tries >= MOST_TRIES) {
        throw Refusals.overtaken(request.keyText());
      }
    }
  }

  /** An effect within another one of this thread: both are done, or none. */
  private R within(OpenTransaction outer) {
    try {
      Row row = database.read(outer.connection(), request.keyText());
      if (settled(row)) {
        return kept(row);
      }
      End<R> end = on(outer, row);
      if (end.again()) {
        throw new SQLTransactionRollbackException("overtaken by another attempt", "40001");
      }
      return end.result();
    } catch (Exception e) {
      outer.failed(e);
      throw Activity.wrap(e);
    }
  }

  /** Whether there is nothing to do but to give back what is kept; throws what is to be thrown. */
  private boolean settled(@Nullable Row row) {
    Decision decision =
        Entry.decide(row, Mode.SAME_TRANSACTION, request.fingerprint(), request.life());
    return switch (decision) {
      case RUN, TAKE_OVER -> false;
      default -> {
        meter.count(decision);
        Settled.check(decision, Objects.requireNonNull(row), request);
        yield true;
      }
    };
  }

  private R kept(@Nullable Row row) {
    request.done();
    return effect.result(request.outcomes(), Settled.outcome(Objects.requireNonNull(row)));
  }

  private End<R> once(@Nullable Row row) throws Exception {
    try (OpenTransaction transaction = new OpenTransaction(database, database.begin())) {
      End<R> end = on(transaction, row);
      if (!end.again()) {
        transaction.commit();
      }
      return end;
    }
  }

  private End<R> on(OpenTransaction transaction, @Nullable Row row) throws Exception {
    Connection connection = transaction.connection();
    if (effect.isUndo()) {
      Next next = UndoGate.pass(database, connection, request, Mode.SAME_TRANSACTION);
      if (next != Next.UNDO) {
        return new End<>(next == Next.AGAIN, null);
      }
    }
    R result = work.on(connection);
    String outcome = written(result);
    int limit = effect.options().getResultLimit();
    if (outcome.length() > limit) {
      throw Refusals.refused(
          "result of %s: must have at most %d bytes (resultLimit), has %d; it was rolled back"
              .formatted(request.keyText(), limit, outcome.length()));
    }
    Row done = request.row(row, Mode.SAME_TRANSACTION, State.DONE, outcome);
    if (!database.write(connection, done, row)) {
      return new End<>(true, null);
    }
    transaction.done(request);
    meter.count(Decision.RUN);
    return new End<>(false, result);
  }

  private String written(R result) {
    try {
      return request.outcomes().ofResult(result);
    } catch (DataConverterException e) {
      throw Refusals.refused(
          "result of %s: must be one that the data converter can write; it was rolled back: %s"
              .formatted(request.keyText(), e.getMessage()));
    }
  }

  /**
   * It may have happened all the same: another attempt had done it, or this one's commit was not
   * answered. The row tells, on another connection. A database that cannot be asked hides nothing.
   */
  private R afterFailure(@Nullable Row before, Exception failure) {
    try {
      if (effect.isOutcome(failure) && reject(before, (ApplicationFailure) failure)) {
        meter.count(Decision.REJECT);
        throw Activity.wrap(failure);
      }
      Row row = database.tryRead(request.keyText());
      if (row != null && settled(row)) {
        return kept(row);
      }
    } catch (SQLException e) {
      LOG.warn("what became of effect {} could not be recorded, or read", request.keyText(), e);
    }
    throw Activity.wrap(failure);
  }

  /** False if another attempt was faster. */
  private boolean reject(@Nullable Row before, ApplicationFailure failure) throws SQLException {
    int limit = effect.options().getResultLimit();
    String outcome = request.outcomes().ofFailure(failure, limit);
    Row rejected = request.row(before, Mode.SAME_TRANSACTION, State.REJECTED, outcome);
    return database.tryWrite(rejected, before);
  }
}
