// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.OutsideEffect;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerDesk.Listed;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.sql.Database;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person looks, and decides; and what is refused before anything is done. */
@ParameterizedClass
@EnumSource
final class LedgerDeskTest {
  private static final LedgerOptions OPTIONS = LedgerOptions.newBuilder().build();
  private static final IdempotencyKey KEY = IdempotencyKey.of("shop", "order-7", "pay");

  private final Database kind;
  private final DataSource database;
  private final EffectLedger ledger;
  private final LedgerDesk desk;

  LedgerDeskTest(Database kind) {
    this.kind = kind;
    database = kind.open();
    ledger = EffectLedger.open(database, OPTIONS);
    desk = LedgerDesk.open(database, OPTIONS);
  }

  private String pay() {
    return ledger.once(String.class).key(KEY).reserved(key -> "paid");
  }

  private Listed unknown() {
    failsBy(
        FailureTypes.EFFECT_UNKNOWN,
        () ->
            ledger
                .once(String.class)
                .key(KEY)
                .reserved(
                    key -> {
                      throw new IllegalStateException("no answer");
                    }));
    failsBy(FailureTypes.EFFECT_UNKNOWN, this::pay);
    return desk.list(10).get(0);
  }

  private static void failsBy(String type, ThrowingCallable call) {
    assertThatThrownBy(call).satisfies(e -> assertThat(FailureTypes.matches(e, type)).isTrue());
  }

  @Test
  void listsWhatNobodyKnowsAndWhoWasAtIt() {
    Listed unknown = unknown();
    assertThat(unknown.key()).isEqualTo(KEY.toString());
    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(unknown.holder()).isNotEmpty();
    assertThat(unknown.horizonLeft()).isBetween(Duration.ofDays(59), Duration.ofDays(60));
  }

  @Test
  void decidesThatItHappened() {
    Listed unknown = unknown();
    for (int times = 0; times < 2; times++) {
      desk.done(unknown.decision("r1", "ann", "seen at the bank"), "paid by hand");
      assertThat(pay()).isEqualTo("paid by hand");
    }
    assertThat(desk.list(10)).isEmpty();
    assertThat(desk.find(KEY.toString()).orElseThrow().decision())
        .isEqualTo("done r1 by ann: seen at the bank");
  }

  @Test
  void decidesThatItDidNotHappen() {
    desk.release(unknown().decision("r1", "ann", "not at the bank"));
    assertThat(pay()).isEqualTo("paid");
  }

  @Test
  void decidesThatItMustNotHappen() {
    desk.bar(unknown().decision("r1", "ann", "the order is void"));
    failsBy(FailureTypes.EFFECT_BARRED, this::pay);
  }

  @Test
  void refusesADecisionAboutWhatHasChangedOrIsKnown() {
    Listed unknown = unknown();
    desk.release(unknown.decision("r1", "ann", "not there"));
    failsBy(
        FailureTypes.COMMAND_REFUSED, () -> desk.bar(unknown.decision("r2", "bob", "too late")));
    pay();
    Listed paid = desk.find(KEY.toString()).orElseThrow();
    failsBy(FailureTypes.COMMAND_REFUSED, () -> desk.bar(paid.decision("r3", "bob", "after all")));
    failsBy(FailureTypes.COMMAND_REFUSED, () -> desk.bar(paid.decision("r4", "", "who asks")));
    assertThat(pay()).isEqualTo("paid");
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("NullAway") // there is no other Void
  void anUndoThatFailedForGoodMayBeTriedAgain(Mode mode) {
    pay();
    AtomicInteger tries = new AtomicInteger();
    ThrowingCallable undo =
        () -> {
          Effect<@Nullable Void> undone = ledger.undo().key(KEY.undoing());
          OutsideEffect<@Nullable Void> refund =
              key -> {
                if (tries.incrementAndGet() == 1) {
                  throw ApplicationFailure.newNonRetryableFailure("closed", "CLOSED");
                }
                return null;
              };
          switch (mode) {
            case SAME_TRANSACTION -> undone.inTransaction(connection -> refund.under(KEY));
            case PROVIDER_KEY -> undone.withProviderKey(refund);
            case QUERY_FIRST -> undone.askingFirst(key -> Answer.no(), refund);
            case RESERVE_CONFIRM -> undone.reserved(refund);
          }
        };
    failsBy("CLOSED", undo);
    assertThatCode(undo).doesNotThrowAnyException();
    assertThatCode(undo).doesNotThrowAnyException();
    assertThat(tries).hasValue(2);
  }

  @Test
  void forgetsAllButTheKeyOfWhatIsPastItsHorizon() {
    ledger.once(String.class).key(KEY).horizon(Duration.ofMillis(1)).reserved(key -> "paid");
    IdempotencyKey young = IdempotencyKey.of("shop", "order-8", "pay");
    ledger.once(String.class).key(young).reserved(key -> "paid");
    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());

    assertThat(desk.past(10)).extracting(Listed::key).containsExactly(KEY.toString());
    assertThat(desk.expire(100)).isEqualTo(1);
    assertThat(desk.expire(100)).isZero();
    assertThat(desk.past(10)).isEmpty();

    failsBy(FailureTypes.EFFECT_EXPIRED, this::pay);
    assertThat(desk.find(KEY.toString()).orElseThrow().state()).isEqualTo(State.EXPIRED);
    assertThat(ledger.once(String.class).key(young).reserved(key -> "again")).isEqualTo("paid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme_"})
  void hasTablesOfAnotherName(String prefix) {
    LedgerOptions options = LedgerOptions.newBuilder().setTablePrefix(prefix).build();
    EffectLedger.ddl(kind.dialect(), options)
        .forEach(statement -> Database.execute(database, statement));
    EffectLedger named = EffectLedger.open(database, options);
    named.verifySchema();
    assertThat(named.once(String.class).key(KEY).inTransaction(connection -> "there"))
        .isEqualTo("there");
    assertThat(pay()).isEqualTo("paid");
  }

  @Test
  void refusesToStartWithoutTablesOrWithOldOnes() {
    ledger.verifySchema();
    Database.execute(database, "UPDATE patterns_effect_schema SET version = 0");
    assertThatThrownBy(ledger::verifySchema)
        .hasMessageContaining(
            "tables patterns_effect must have version 1, have 0; change them to what");
    Database.execute(database, "DROP TABLE patterns_effect");
    assertThatThrownBy(ledger::verifySchema)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("EffectLedger.ddl");
  }

  @Test
  void refusesTwoLedgersOnOneWorkerAndTablesOfAnImpossibleName() {
    EffectLedger other = EffectLedger.open(database);
    WorkerFactoryOptions.Builder options = WorkerFactoryOptions.newBuilder();
    Idempotency.plugin(ledger).configureWorkerFactory(options);
    assertThatThrownBy(() -> Idempotency.plugin(other).configureWorkerFactory(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a worker must have one ledger");
    assertThatThrownBy(() -> LedgerOptions.newBuilder().setTablePrefix("a;--").build())
        .hasMessageContaining("tablePrefix must be");
    assertThatThrownBy(() -> ledger.once(String.class).inTransaction(connection -> "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("install Idempotency.plugin");
  }
}
