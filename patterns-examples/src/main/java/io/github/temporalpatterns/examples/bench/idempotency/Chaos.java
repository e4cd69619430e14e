// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.idempotency;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Effects whose attempts die: one in ten before each call of the database and around the effect. An
 * attempt that died is made again, as the server does it, when its lease has ended.
 */
final class Chaos {
  private static final int DIES = 10;

  private final BenchDatabase database;
  private final Random random = new Random(7);
  private final Map<String, Integer> atService = new HashMap<>();
  private final Map<String, String> byProviderKey = new HashMap<>();

  Chaos(BenchDatabase database) {
    this.database = database;
  }

  /** What became of effects. */
  record Tally(int effects, long doubled, int unknown) {
    long doubledPerMillion() {
      return doubled * 1_000_000 / effects;
    }
  }

  /** The process is gone. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * Does effects.
   *
   * @param mode in which way; null for an activity without a ledger
   */
  Tally run(@Nullable Mode mode, int effects) {
    database.execute("TRUNCATE bench_effect, patterns_effect");
    atService.clear();
    EffectLedger ledger = EffectLedger.open(database.watched(call -> perhapsDie()));
    int unknown = 0;
    for (int i = 0; i < effects; i++) {
      unknown += untilReported(mode, ledger, IdempotencyKey.of("bench", mode + "-" + i, "pay"));
    }
    long atServiceTwice = atService.values().stream().mapToLong(count -> count - 1L).sum();
    return new Tally(effects, database.doubled() + atServiceTwice, unknown);
  }

  private void perhapsDie() {
    if (random.nextInt(DIES) == 0) {
      throw new Death();
    }
  }

  /** 1 if nobody knows whether it happened. */
  private int untilReported(@Nullable Mode mode, EffectLedger ledger, IdempotencyKey key) {
    while (true) {
      try {
        attempt(mode, ledger, key);
        perhapsDie();
        return 0;
      } catch (Death e) {
        database.execute("UPDATE patterns_effect SET lease_until = 0 WHERE state = 'RESERVED'");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } catch (ApplicationFailure e) {
        if (FailureTypes.matches(e, FailureTypes.EFFECT_UNKNOWN)) {
          return 1;
        }
        throw e;
      }
    }
  }

  private void attempt(@Nullable Mode mode, EffectLedger ledger, IdempotencyKey key)
      throws SQLException {
    if (mode == null) {
      perhapsDie();
      BenchDatabase.insertAlone(database.watched(call -> perhapsDie()), key.toString());
      return;
    }
    Effect<String> effect = ledger.once(String.class).key(key);
    switch (mode) {
      case SAME_TRANSACTION ->
          effect.inTransaction(connection -> BenchDatabase.insert(connection, key.toString()));
      case PROVIDER_KEY ->
          effect.withProviderKey(
              k -> byProviderKey.computeIfAbsent(k.forProvider(), first -> serve(key)));
      case QUERY_FIRST -> effect.askingFirst(this::ask, this::serve);
      case RESERVE_CONFIRM -> effect.reserved(this::serve);
    }
  }

  private Answer<String> ask(IdempotencyKey key) {
    return atService.containsKey(key.toString()) ? Answer.yes("receipt") : Answer.no();
  }

  private String serve(IdempotencyKey key) {
    perhapsDie();
    atService.merge(key.toString(), 1, Integer::sum);
    return "receipt";
  }
}
