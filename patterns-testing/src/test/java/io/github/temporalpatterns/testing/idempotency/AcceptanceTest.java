// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.testing.sql.Database;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The acceptance tests of ledgers elsewhere, restated under their names: of DBOS's transactional
 * steps, of Powertools for Lambda, and of the barriers of DTM and Seata.
 */
@ParameterizedClass
@EnumSource
final class AcceptanceTest {
  private final DataSource database;
  private final Ways ways;
  private final LedgerLab lab;
  private final EffectLedger ledger;
  private final IdempotencyKey key;

  AcceptanceTest(Database kind) {
    database = kind.open();
    ways = new Ways(database);
    lab = ways.lab();
    ledger = lab.ledger();
    key = lab.key();
  }

  private String act(Mode mode) {
    return ways.act(mode, ledger, key, () -> {});
  }

  @ParameterizedTest
  @EnumSource
  void testIdempotency(Mode mode) {
    assertThat(act(mode)).isEqualTo(LedgerLab.RESULT).isEqualTo(act(mode));
    assertThat(ways.effects()).isEqualTo(1);
  }

  @Test
  void testRetryPartialMultipleSteps() {
    IdempotencyKey second = lab.key();
    AtomicInteger attempts = new AtomicInteger();
    Runnable activity =
        () -> {
          act(Mode.SAME_TRANSACTION);
          lab.effect(ledger, second)
              .inTransaction(
                  connection -> {
                    lab.insert(connection);
                    if (attempts.incrementAndGet() == 1) {
                      throw new IllegalStateException("the second step fails once");
                    }
                    return LedgerLab.RESULT;
                  });
        };
    assertThatThrownBy(activity::run).hasMessageContaining("fails once");
    activity.run();
    assertThat(ways.effects()).isEqualTo(2);
  }

  @Test
  void testUpsertConflict() {
    Database.execute(database, "CREATE TABLE account (id INT PRIMARY KEY)");
    Database.execute(database, "INSERT INTO account VALUES (1)");
    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(
              () ->
                  lab.effect(ledger, key)
                      .inTransaction(
                          connection -> {
                            lab.insert(connection);
                            connection
                                .createStatement()
                                .executeUpdate("INSERT INTO account VALUES (1)");
                            return LedgerLab.RESULT;
                          }))
          .hasRootCauseInstanceOf(SQLException.class);
    }
    assertThat(ways.effects()).isZero();
    assertThat(act(Mode.SAME_TRANSACTION)).isEqualTo(LedgerLab.RESULT);
  }

  @Test
  void testSerializationRetry() {
    AtomicInteger tries = new AtomicInteger();
    String result =
        lab.effect(ledger, key)
            .inTransaction(
                connection -> {
                  lab.insert(connection);
                  if (tries.incrementAndGet() < 4) {
                    throw new SQLException("could not serialize access", "40001", BUSY);
                  }
                  return LedgerLab.RESULT;
                });
    assertThat(result).isEqualTo(LedgerLab.RESULT);
    assertThat(tries).hasValue(4);
    assertThat(ways.effects()).isEqualTo(1);
  }

  /** SQLite's, which has no state. */
  private static final int BUSY = 5;

  @Test
  void testIsolationLevel() {
    Integer level =
        ledger
            .once(Integer.class)
            .key(key)
            .inTransaction(
                connection -> {
                  connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                  lab.insert(connection);
                  return connection.getTransactionIsolation();
                });
    assertThat(level).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    assertThat(ways.effects()).isEqualTo(1);
  }

  @Test
  void nestedStepInnerFailureRollsBackBothEvenIfItIsCaught() {
    IdempotencyKey inner = lab.key();
    assertThatThrownBy(
            () ->
                lab.effect(ledger, key)
                    .inTransaction(
                        connection -> {
                          lab.insert(connection);
                          return String.valueOf(LedgerLab.end(() -> failing(inner)));
                        }))
        .hasMessageContaining("an effect within this one failed, and was caught");
    assertThat(ways.effects()).isZero();
  }

  private String failing(IdempotencyKey inner) {
    return lab.effect(ledger, inner)
        .inTransaction(
            connection -> {
              lab.insert(connection);
              throw ApplicationFailure.newFailure("later", "BUSY");
            });
  }

  @Test
  void outsideWorkflowCheckedExceptionRollsBack() {
    assertThatThrownBy(
            () ->
                lab.effect(ledger, key)
                    .inTransaction(
                        connection -> {
                          lab.insert(connection);
                          throw new IOException("disk full");
                        }))
        .hasStackTraceContaining("disk full");
    assertThat(ways.effects()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void inProgressButLockOverReExecutesOrSaysUnknown(Mode mode) {
    try {
      ways.act(
          mode,
          ledger,
          key,
          () -> {
            throw new Killed();
          });
    } catch (Killed e) {
      ways.passLease(key);
    }
    assertThat(LedgerLab.end(() -> act(mode)))
        .isEqualTo(mode == Mode.RESERVE_CONFIRM ? FailureTypes.EFFECT_UNKNOWN : LedgerLab.RESULT);
  }

  @Test
  void missingKeyIsAnError() {
    assertThatThrownBy(() -> ledger.once(String.class).inTransaction(lab::insert))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("give the effect a key(...)");
    assertThat(ways.effects()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void payloadChangedIsAnErrorWhileItIsInProgressToo(Mode mode) {
    act(mode);
    for (Mode other : Mode.values()) {
      assertThat(LedgerLab.end(() -> changed(other))).isEqualTo(FailureTypes.EFFECT_MISMATCH);
    }
    IdempotencyKey reserved = lab.key();
    ways.act(
        Mode.RESERVE_CONFIRM,
        ledger,
        reserved,
        () ->
            assertThat(
                    LedgerLab.end(
                        () ->
                            lab.effect(lab.ledger(), reserved)
                                .comparing("order 8")
                                .reserved(lab::act)))
                .isEqualTo(FailureTypes.EFFECT_MISMATCH));
    assertThat(ways.effects()).isEqualTo(2);
  }

  private String changed(Mode mode) {
    Effect<String> effect = lab.effect(ledger, key).comparing("order 8");
    return switch (mode) {
      case SAME_TRANSACTION -> effect.inTransaction(lab::insert);
      case PROVIDER_KEY -> effect.withProviderKey(lab::act);
      case QUERY_FIRST -> effect.askingFirst(lab::ask, lab::act);
      case RESERVE_CONFIRM -> effect.reserved(lab::act);
    };
  }

  @ParameterizedTest
  @EnumSource
  void undoBeforeActionBarsActionTwice(Mode mode) {
    ways.undo(mode, ledger, key, () -> {});
    for (int times = 0; times < 2; times++) {
      assertThat(LedgerLab.end(() -> act(mode))).isEqualTo(FailureTypes.EFFECT_BARRED);
      ways.undo(mode, ledger, key, () -> {});
    }
    assertThat(ways.effects() + ways.undos()).isZero();
  }
}
