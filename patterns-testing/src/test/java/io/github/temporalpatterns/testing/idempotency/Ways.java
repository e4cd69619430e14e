// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.sql.Database;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An effect and its undo in each of the four ways, in a laboratory of one database. */
final class Ways {
  static final String UNDONE = "undone";

  /** Longer than any effect here takes, on a busy machine. */
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final DataSource database;
  private final LedgerLab lab;
  private final Set<IdempotencyKey> undone = ConcurrentHashMap.newKeySet();

  Ways(DataSource database) {
    this.database = database;
    lab =
        new LedgerLab(
            new LedgerContract() {
              @Override
              protected DataSource newDatabase() {
                return database;
              }

              @Override
              protected EffectLedger newLedger(DataSource source) {
                return EffectLedger.open(source, LedgerOptions.newBuilder().build());
              }
            });
  }

  LedgerLab lab() {
    return lab;
  }

  /** The effect, with a moment before it and a moment after it. */
  String act(Mode mode, EffectLedger ledger, IdempotencyKey key, Runnable moment) {
    return act(mode, ledger, key, LedgerLab.LONG, moment);
  }

  private String act(
      Mode mode, EffectLedger ledger, IdempotencyKey key, Duration lease, Runnable moment) {
    Effect<String> effect = lab.effect(ledger, key).lease(lease);
    return switch (mode) {
      case SAME_TRANSACTION ->
          effect.inTransaction(
              connection -> {
                moment.run();
                String result = lab.insert(connection);
                moment.run();
                return result;
              });
      case PROVIDER_KEY -> effect.withProviderKey(k -> around(moment, () -> lab.actByKey(k)));
      case QUERY_FIRST -> effect.askingFirst(lab::ask, k -> around(moment, () -> lab.act(k)));
      case RESERVE_CONFIRM -> effect.reserved(k -> around(moment, () -> lab.act(k)));
    };
  }

  /**
   * The effect, as often as an activity's retries would; others are told to wait for it shortly.
   */
  String actRetried(Mode mode, EffectLedger ledger, IdempotencyKey key) {
    return Objects.requireNonNull(LedgerLab.retried(() -> act(mode, ledger, key, LEASE, () -> {})));
  }

  /** Its undo, in the same way. */
  @SuppressWarnings("NullAway") // there is no other Void
  String undo(Mode mode, EffectLedger ledger, IdempotencyKey key, Runnable moment) {
    Effect<@Nullable Void> undo = lab.undo(ledger, key);
    switch (mode) {
      case SAME_TRANSACTION ->
          undo.inTransaction(
              connection -> {
                moment.run();
                lab.delete(connection);
                moment.run();
                return null;
              });
      case PROVIDER_KEY -> undo.withProviderKey(k -> around(moment, () -> undoByKey(k)));
      case QUERY_FIRST -> undo.askingFirst(this::askUndone, k -> around(moment, () -> undo(k)));
      case RESERVE_CONFIRM -> undo.reserved(k -> around(moment, () -> undo(k)));
    }
    return UNDONE;
  }

  /** How often the effect happened, of all keys. */
  int effects() {
    return lab.rows("effect") + lab.acted();
  }

  /** How often it was undone, of all keys. */
  int undos() {
    return lab.rows("undo") + lab.undone();
  }

  /** Ends the leases of a key, as time does. */
  void passLease(IdempotencyKey key) {
    Database.execute(
        database,
        "UPDATE patterns_effect SET lease_until = 0 WHERE effect_key LIKE '" + key + "%'");
  }

  private @Nullable Void undo(IdempotencyKey key) {
    undone.add(key);
    return lab.undo(key);
  }

  private @Nullable Void undoByKey(IdempotencyKey key) {
    return undone.contains(key) ? null : undo(key);
  }

  @SuppressWarnings("NullAway") // there is no other Void
  private Answer<@Nullable Void> askUndone(IdempotencyKey key) {
    return undone.contains(key) ? Answer.yes(null) : Answer.no();
  }

  private static <R extends @Nullable Object> R around(Runnable moment, Supplier<R> action) {
    moment.run();
    R result = action.get();
    moment.run();
    return result;
  }
}
