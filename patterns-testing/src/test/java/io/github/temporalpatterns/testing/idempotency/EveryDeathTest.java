// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.testing.sql.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes, one after the other, die at every pair of moments: before and after each statement
 * and commit, and before and after the effect. A third one lives, when the leases have ended.
 */
@ParameterizedClass
@EnumSource
final class EveryDeathTest {
  private final Ways ways;

  EveryDeathTest(Database database) {
    ways = new Ways(database.open());
  }

  /** An attempt of a process. */
  @FunctionalInterface
  private interface Attempt {
    @Nullable String make(EffectLedger ledger, IdempotencyKey key, Runnable moment);
  }

  /** What is true after the two deaths; the key's work can be gone on with. */
  @FunctionalInterface
  private interface Check {
    void check(String when, IdempotencyKey key, int effects, int undos);
  }

  @ParameterizedTest
  @EnumSource
  void anEffectIsOneWhereverTwoAttemptsDie(Mode mode) {
    Attempt act = (ledger, key, moment) -> ways.act(mode, ledger, key, moment);
    afterTwoDeaths(
        act,
        act,
        (when, key, before, none) -> {
          String end = live(act, key);
          int effects = ways.effects() - before;
          if (mode == Mode.RESERVE_CONFIRM && FailureTypes.EFFECT_UNKNOWN.equals(end)) {
            assertThat(effects).as(when).isLessThanOrEqualTo(1);
          } else {
            assertThat(end).as(when).isEqualTo(LedgerLab.RESULT);
            assertThat(effects).as(when).isEqualTo(1);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void anEffectIsUndoneOnceWhereverItAndItsUndoDie(Mode mode) {
    Attempt act = (ledger, key, moment) -> ways.act(mode, ledger, key, moment);
    Attempt undo = (ledger, key, moment) -> ways.undo(mode, ledger, key, moment);
    afterTwoDeaths(
        act,
        undo,
        (when, key, effectsBefore, undosBefore) -> {
          String undone = live(undo, key);
          String late = live(act, key);
          int effects = ways.effects() - effectsBefore;
          int undos = ways.undos() - undosBefore;
          assertThat(late).as(when).isEqualTo(FailureTypes.EFFECT_BARRED);
          assertThat(effects).as(when).isLessThanOrEqualTo(1);
          if (mode == Mode.RESERVE_CONFIRM && FailureTypes.EFFECT_UNKNOWN.equals(undone)) {
            assertThat(undos).as(when).isLessThanOrEqualTo(1);
            return;
          }
          assertThat(undone).as(when).isEqualTo(Ways.UNDONE);
          assertThat(undos).as(when).isBetween(effects, 1);
          if (mode == Mode.SAME_TRANSACTION) {
            assertThat(undos).as(when).isEqualTo(effects);
          }
        });
  }

  private void afterTwoDeaths(Attempt first, Attempt second, Check check) {
    boolean isFirstAlive = false;
    for (int i = 1; !isFirstAlive; i++) {
      boolean isSecondAlive = false;
      for (int j = 1; !isSecondAlive; j++) {
        IdempotencyKey key = ways.lab().key();
        int effects = ways.effects();
        int undos = ways.undos();
        isFirstAlive = !dies(first, key, i);
        isSecondAlive = !dies(second, key, j);
        check.check("killed at %d, then at %d".formatted(i, j), key, effects, undos);
      }
      assertThat(i).isLessThan(40);
    }
  }

  private boolean dies(Attempt attempt, IdempotencyKey key, int moment) {
    MortalDatabase process = ways.lab().process().dyingAt(moment);
    try {
      LedgerLab.end(() -> attempt.make(ways.lab().ledger(process), key, process::moment));
    } catch (Killed e) {
      // It is meant to.
    }
    ways.passLease(key);
    return process.isDead();
  }

  private @Nullable String live(Attempt attempt, IdempotencyKey key) {
    return LedgerLab.end(() -> attempt.make(ways.lab().ledger(), key, () -> {}));
  }
}
