// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.EffectLedger;
import org.junit.jupiter.api.Test;

/** Rules 16 to 19: effects and their undo. */
abstract class UndoRules extends LedgerRules {

  @Test
  void rule16_bars_an_effect_whose_undo_came_first() {
    IdempotencyKey inside = lab().key();
    IdempotencyKey outside = lab().key();
    EffectLedger ledger = lab().ledger();
    for (int times = 0; times < 2; times++) {
      lab().undo(ledger, inside).inTransaction(lab()::delete);
      lab().undo(ledger, outside).reserved(this::actAndReturnNothing);
      assertFails(
          FailureTypes.EFFECT_BARRED,
          () -> lab().effect(ledger, inside).inTransaction(lab()::insert));
      assertFails(
          FailureTypes.EFFECT_BARRED,
          () -> lab().effect(ledger, outside).withProviderKey(lab()::act));
    }
    assertThat(lab().rows("effect") + lab().rows("undo") + lab().acted()).isZero();
  }

  @Test
  void rule17_undoes_an_effect_once() {
    IdempotencyKey inside = lab().key();
    IdempotencyKey outside = lab().key();
    EffectLedger ledger = lab().ledger();
    lab().effect(ledger, inside).inTransaction(lab()::insert);
    lab().effect(ledger, outside).reserved(lab()::act);
    for (int times = 0; times < 2; times++) {
      lab().undo(ledger, inside).inTransaction(lab()::delete);
      lab().undo(ledger, outside).reserved(this::actAndReturnNothing);
    }
    assertThat(lab().rows("undo")).isEqualTo(1);
    assertThat(lab().acted()).isEqualTo(2);
  }

  @Test
  void rule18_lets_an_undo_wait_while_the_effect_is_under_way() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    lab()
        .effect(ledger, key)
        .reserved(
            same -> {
              assertFails(
                  FailureTypes.EFFECT_IN_PROGRESS,
                  () -> lab().undo(lab().ledger(), key).reserved(this::actAndReturnNothing));
              return lab().act(key);
            });
    assertThat(lab().acted()).isEqualTo(1);
  }

  @Test
  void rule19_refuses_an_effect_that_was_undone() {
    IdempotencyKey key = lab().key();
    EffectLedger ledger = lab().ledger();
    lab().effect(ledger, key).inTransaction(lab()::insert);
    lab().undo(ledger, key).inTransaction(lab()::delete);
    assertFails(
        FailureTypes.EFFECT_BARRED, () -> lab().effect(ledger, key).inTransaction(lab()::insert));
    assertThat(lab().rows("effect")).isEqualTo(1);
  }

  @SuppressWarnings("NullAway") // there is no other Void
  private Void actAndReturnNothing(IdempotencyKey key) {
    lab().act(key);
    return null;
  }
}
