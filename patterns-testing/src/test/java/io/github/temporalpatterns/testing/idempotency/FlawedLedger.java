// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.EffectLedger;
import java.lang.reflect.Type;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A ledger with one flaw: a sound one that is asked for something else than it was told. */
final class FlawedLedger implements EffectLedger {
  private final LedgerFlaw flaw;
  private final EffectLedger sound;
  private final DataSource database;

  FlawedLedger(LedgerFlaw flaw, EffectLedger sound, DataSource database) {
    this.flaw = flaw;
    this.sound = sound;
    this.database = database;
  }

  @Override
  @SuppressWarnings("unchecked") // as the sound one has it
  public <R> Effect<R> once(Class<? super R> result, Type generic) {
    return new FlawedEffect<>(flaw, (Effect<R>) sound.once(result, generic), database, false);
  }

  @Override
  public Effect<@Nullable Void> undo() {
    return new FlawedEffect<>(flaw, sound.undo(), database, true);
  }

  @Override
  public void verifySchema() {
    sound.verifySchema();
  }
}
