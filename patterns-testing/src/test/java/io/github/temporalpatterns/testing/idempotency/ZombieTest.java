// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An attempt stands still before its effect or after it, another one or an undo comes meanwhile,
 * and it wakes.
 */
@ParameterizedClass
@EnumSource
final class ZombieTest {
  private static final int BEFORE = 1;
  private static final int AFTER = 2;

  private final Database kind;
  private final Ways ways;
  private final LedgerDesk desk;
  private final IdempotencyKey key;
  private final List<@Nullable String> meanwhile = new ArrayList<>();

  ZombieTest(Database kind) {
    this.kind = kind;
    DataSource database = kind.open();
    ways = new Ways(database);
    desk = LedgerDesk.open(database, LedgerOptions.newBuilder().build());
    key = ways.lab().key();
  }

  /** What the attempt comes to that stood still at a moment while something else happened. */
  private @Nullable String zombie(Mode mode, int moment, Function<EffectLedger, String> other) {
    // SQLite has one writer: while it stands still in its transaction, nobody else acts.
    assumeFalse(kind == Database.SQLITE && mode == Mode.SAME_TRANSACTION);
    AtomicInteger moments = new AtomicInteger();
    Runnable stand =
        () -> {
          if (moments.incrementAndGet() == moment) {
            ways.passLease(key);
            meanwhile.add(LedgerLab.end(() -> other.apply(ways.lab().ledger())));
          }
        };
    return LedgerLab.end(() -> ways.act(mode, ways.lab().ledger(), key, stand));
  }

  private String again(Mode mode, EffectLedger ledger) {
    return ways.act(mode, ledger, key, () -> {});
  }

  private int strays() {
    return desk.find(key.toString()).orElseThrow().strays();
  }

  @ParameterizedTest
  @EnumSource
  void wakesBeforeItsEffectAfterATakeOver(Mode mode) {
    String end = zombie(mode, BEFORE, ledger -> again(mode, ledger));
    switch (mode) {
      case SAME_TRANSACTION, PROVIDER_KEY -> {
        assertThat(end).isEqualTo(LedgerLab.RESULT);
        assertThat(meanwhile).containsExactly(LedgerLab.RESULT);
        assertThat(ways.effects()).isEqualTo(1);
      }
      case RESERVE_CONFIRM -> {
        assertThat(meanwhile).containsExactly(FailureTypes.EFFECT_UNKNOWN);
        assertThat(end).isEqualTo(LedgerLab.RESULT);
        assertThat(ways.effects()).isEqualTo(1);
      }
      case QUERY_FIRST -> { // nobody can stop it, but it is not silent
        assertThat(end).isEqualTo(FailureTypes.EFFECT_UNKNOWN);
        assertThat(ways.effects()).isEqualTo(2);
        assertThat(strays()).isEqualTo(1);
        assertThat(desk.list(10)).singleElement().extracting("strays").isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void wakesAfterItsEffectAfterATakeOver(Mode mode) {
    String end = zombie(mode, AFTER, ledger -> again(mode, ledger));
    assertThat(ways.effects()).isEqualTo(1);
    assertThat(end)
        .isEqualTo(mode == Mode.QUERY_FIRST ? FailureTypes.EFFECT_UNKNOWN : LedgerLab.RESULT);
    assertThat(LedgerLab.end(() -> again(mode, ways.lab().ledger()))).isEqualTo(LedgerLab.RESULT);
    assertThat(ways.effects()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void wakesAfterItWasUndone(Mode mode) {
    String end = zombie(mode, BEFORE, ledger -> ways.undo(mode, ledger, key, () -> {}));
    assertThat(meanwhile).containsExactly(Ways.UNDONE);
    if (mode == Mode.SAME_TRANSACTION) {
      assertThat(end).isEqualTo(FailureTypes.EFFECT_BARRED);
      assertThat(ways.effects() + ways.undos()).isZero();
      return;
    }
    assertThat(end).isEqualTo(FailureTypes.EFFECT_UNKNOWN);
    assertThat(strays()).isEqualTo(1);
    LedgerDesk.Listed stray = desk.list(10).get(0);
    desk.done(stray.decision("r1", "ann", "taken back by hand"), null);
    assertThat(desk.list(10)).isEmpty();
    assertThat(desk.find(key.toString()).orElseThrow().state()).isEqualTo(State.UNDONE);
    assertThat(LedgerLab.end(() -> again(mode, ways.lab().ledger())))
        .isEqualTo(FailureTypes.EFFECT_BARRED);
  }
}
