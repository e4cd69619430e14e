// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.SqlDialect;
import io.github.temporalpatterns.examples.runtime.PostgresServer;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The bookings and the ledger, in a schema of a PostgreSQL. */
record PaymentsDatabase(DataSource source) {
  private static final LedgerOptions OPTIONS =
      LedgerOptions.newBuilder().setLeaseMargin(Duration.ofSeconds(1)).build();

  /** Opens a schema; makes the ledger's tables if there are none, as migrations would. */
  static PaymentsDatabase open(PostgresServer server, String schema) {
    DataSource source = server.schema(schema);
    if (!PostgresServer.hasTable(source, "patterns_effect")) {
      Jdbi.create(source)
          .useTransaction(
              sql -> EffectLedger.ddl(SqlDialect.POSTGRESQL, OPTIONS).forEach(sql::execute));
    }
    return new PaymentsDatabase(source);
  }

  EffectLedger ledger() {
    return EffectLedger.open(source, OPTIONS);
  }

  LedgerDesk desk() {
    return LedgerDesk.open(source, OPTIONS);
  }

  /** An empty table of bookings. */
  void clear() {
    Jdbi.create(source)
        .useHandle(
            sql -> {
              sql.execute("DROP TABLE IF EXISTS booking");
              sql.execute("CREATE TABLE booking (payment TEXT NOT NULL, receipt TEXT NOT NULL)");
            });
  }

  int bookings() {
    return Jdbi.create(source)
        .withHandle(
            sql -> sql.createQuery("SELECT COUNT(*) FROM booking").mapTo(Integer.class).one());
  }
}
