// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes actions and undos idempotent by key, in whatever order they arrive. The note of a key and
 * the effect are one transaction, so neither exists without the other.
 */
final class Barrier {

  /** The failure of an action that arrives after its undo. */
  static final String ALREADY_UNDONE = "ALREADY_UNDONE";

  private enum State {
    DONE,
    REFUSED,
    UNDONE
  }

  /** What a key answers; a column a component. */
  private record Step(State state, String answer, @Nullable String refusal) {

    String get() {
      if (refusal != null) {
        throw ApplicationFailure.newNonRetryableFailure(answer, refusal);
      }
      return answer;
    }
  }

  private final Jdbi database;

  Barrier(Jdbi database) {
    this.database = database;
  }

  /**
   * Runs an action if its key is new, else answers what the first call answered.
   *
   * @param action refuses by a non-retryable failure, and is then rolled back
   */
  String act(String key, Function<Handle, String> action) {
    return database
        .inTransaction(sql -> find(sql, key).orElseGet(() -> store(sql, key, first(sql, action))))
        .get();
  }

  /** Undoes an action once; if it has not arrived yet, it will be refused. */
  void undo(String key, Consumer<Handle> undo) {
    database.useTransaction(
        sql -> {
          Optional<Step> step = find(sql, key);
          if (step.isPresent() && step.get().state == State.DONE) {
            undo.accept(sql);
          }
          if (step.isEmpty() || step.get().state == State.DONE) {
            store(sql, key, new Step(State.UNDONE, "it has been undone", ALREADY_UNDONE));
          }
        });
  }

  private static Step first(Handle sql, Function<Handle, String> action) {
    sql.savepoint("action");
    try {
      return new Step(State.DONE, action.apply(sql), null);
    } catch (ApplicationFailure refusal) {
      sql.rollbackToSavepoint("action");
      return new Step(State.REFUSED, refusal.getOriginalMessage(), refusal.getType());
    }
  }

  private static Optional<Step> find(Handle sql, String key) {
    return sql.createQuery("SELECT state, answer, refusal FROM step WHERE key = :key")
        .bind("key", key)
        .map(
            (row, context) ->
                new Step(
                    State.valueOf(row.getString("state")),
                    row.getString("answer"),
                    row.getString("refusal")))
        .findOne();
  }

  private static Step store(Handle sql, String key, Step step) {
    sql.createUpdate(
            """
            INSERT INTO step (key, state, answer, refusal) VALUES (:key, :state, :answer, :refusal)
            ON CONFLICT (key) DO UPDATE
            SET state = excluded.state, answer = excluded.answer, refusal = excluded.refusal""")
        .bind("key", key)
        .bind("state", step.state)
        .bind("answer", step.answer)
        .bind("refusal", step.refusal)
        .execute();
    return step;
  }
}
