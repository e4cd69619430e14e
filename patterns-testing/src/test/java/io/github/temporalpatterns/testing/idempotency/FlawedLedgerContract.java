// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.sql.Database;
import javax.sql.DataSource;

/** The contract of a ledger that breaks it. Not run by itself. */
final class FlawedLedgerContract extends LedgerContract {
  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile LedgerFlaw flaw = LedgerFlaw.NONE;

  @Override
  protected DataSource newDatabase() {
    return Database.H2.open();
  }

  @Override
  protected EffectLedger newLedger(DataSource database) {
    LedgerOptions options = LedgerOptions.newBuilder().setResultLimit(10_000).build();
    return new FlawedLedger(flaw, EffectLedger.open(database, options), database);
  }
}
