// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import java.lang.reflect.Type;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A ledger in a SQL database. */
@RunsIn(ACTIVITY)
final class DefaultEffectLedger implements EffectLedger {
  private final LedgerDatabase database;
  private final LedgerOptions options;

  DefaultEffectLedger(DataSource database, LedgerOptions options) {
    this.options = Checks.notNull("options", options);
    this.database =
        new LedgerDatabase(Checks.notNull("database", database), options.getTablePrefix());
  }

  @Override
  @SuppressWarnings("unchecked") // a generic type's class
  public <R> Effect<R> once(Class<? super R> result, Type generic) {
    Checks.notNull("result", result);
    Checks.notNull("generic", generic);
    return new DefaultEffect<>(this, (Class<R>) result, generic, false);
  }

  @Override
  public Effect<@Nullable Void> undo() {
    return new DefaultEffect<>(this, Void.class, Void.class, true);
  }

  @Override
  public void verifySchema() {
    database.verify();
  }

  LedgerDatabase database() {
    return database;
  }

  LedgerOptions options() {
    return options;
  }
}
