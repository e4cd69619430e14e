// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database with a table of effects, a service outside of it, and processes that have a ledger.
 */
final class LedgerLab {
  static final String RESULT = "receipt 7";

  static final Duration LONG = Duration.ofMinutes(1);

  private final LedgerContract contract;
  private final DataSource database;
  private final List<String> outside = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> byProviderKey =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final AtomicInteger undone = new AtomicInteger();
  private int keys;

  LedgerLab(LedgerContract contract) {
    this.contract = contract;
    database = contract.newDatabase();
    sql("CREATE TABLE lab_effect (name VARCHAR(255))");
  }

  LedgerContract contract() {
    return contract;
  }

  /** A key that was not used before. */
  IdempotencyKey key() {
    return IdempotencyKey.of("lab", "work-" + keys++, "step");
  }

  /** A process that lives as long as the rule. */
  EffectLedger ledger() {
    return contract.newLedger(database);
  }

  EffectLedger ledger(MortalDatabase process) {
    return contract.newLedger(process.source());
  }

  MortalDatabase process() {
    return new MortalDatabase(database);
  }

  /** An effect whose lease does not end during a rule. */
  Effect<String> effect(EffectLedger ledger, IdempotencyKey key) {
    return ledger.once(String.class).key(key).comparing("order 7").lease(LONG);
  }

  /** An effect whose lease ends soon. */
  Effect<String> shortEffect(EffectLedger ledger, IdempotencyKey key) {
    return effect(ledger, key).lease(contract.lease());
  }

  Effect<@Nullable Void> undo(EffectLedger ledger, IdempotencyKey key) {
    return ledger.undo().key(key.undoing()).lease(LONG);
  }

  /** Inserts a row, and nothing else. */
  String insert(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO lab_effect (name) VALUES (?)")) {
      insert.setString(1, "effect");
      insert.executeUpdate();
    }
    return RESULT;
  }

  /** Inserts the row of an undo, and nothing else. */
  @SuppressWarnings("NullAway") // there is no other Void
  Void delete(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO lab_effect (name) VALUES (?)")) {
      insert.setString(1, "undo");
      insert.executeUpdate();
    }
    return null;
  }

  /** Acts at a service that knows no keys. */
  String act(IdempotencyKey key) {
    outside.add(key.toString());
    return RESULT;
  }

  /** Acts at a service once for each key of a provider. */
  String actByKey(IdempotencyKey key) {
    return byProviderKey.computeIfAbsent(key.forProvider(), first -> act(key));
  }

  /** Undoes at the service. */
  @SuppressWarnings("NullAway") // there is no other Void
  Void undo(IdempotencyKey key) {
    undone.incrementAndGet();
    return null;
  }

  /** How often something was undone outside. */
  int undone() {
    return undone.get();
  }

  /** Asks the service. */
  Answer<String> ask(IdempotencyKey key) {
    return outside.contains(key.toString()) ? Answer.yes(RESULT) : Answer.no();
  }

  /** How often something happened outside. */
  int acted() {
    return outside.size();
  }

  /** How many rows of a name there are: {@code effect} or {@code undo}. */
  int rows(String name) {
    String query = "SELECT COUNT(*) FROM lab_effect WHERE name = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, name);
      try (ResultSet count = select.executeQuery()) {
        count.next();
        return count.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the server does: again, whenever an attempt may be retried, when it asks to be. */
  static <R extends @Nullable Object> R retried(Supplier<R> attempt) {
    while (true) {
      try {
        return attempt.get();
      } catch (ApplicationFailure e) {
        if (!FailureTypes.matches(e, FailureTypes.EFFECT_IN_PROGRESS)) {
          throw e;
        }
        LockSupport.parkNanos(e.getNextRetryDelay().toNanos());
      }
    }
  }

  /** What an attempt comes to: a result or the type of a failure. */
  static @Nullable String end(Supplier<@Nullable String> attempt) {
    try {
      return attempt.get();
    } catch (ApplicationFailure e) {
      return e.getType();
    }
  }

  private void sql(String statement) {
    try (Connection connection = database.getConnection();
        Statement create = connection.createStatement()) {
      create.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
