// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.sql.Database;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The library's ledger keeps the whole contract on each database. */
@ParameterizedClass
@EnumSource
final class DefaultLedgerContractTest extends LedgerContract {
  private final Database database;

  DefaultLedgerContractTest(Database database) {
    this.database = database;
  }

  @Override
  protected DataSource newDatabase() {
    return database.open();
  }

  @Override
  protected EffectLedger newLedger(DataSource source) {
    return EffectLedger.open(source, LedgerOptions.newBuilder().setResultLimit(10_000).build());
  }
}
