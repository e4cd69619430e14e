// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.testing.sql.Database;
import io.github.temporalpatterns.testing.sql.SchemaSource;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What only a real PostgreSQL does: its sessions are ended, and its clock is its own. */
final class PostgresTest {
  private static final String VICTIM = "victim";

  private final DataSource database = Database.POSTGRESQL.open();
  private final Ways ways = new Ways(database);

  /** Connections to the same tables that are not from the pool, and have a name to end them by. */
  private DataSource victim() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(Database.postgres().getJdbcUrl("postgres", "postgres"));
    source.setCurrentSchema(((SchemaSource) database).schema());
    source.setApplicationName(VICTIM);
    return source;
  }

  private void endSessions() {
    Database.execute(
        database,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '"
            + VICTIM
            + "'");
  }

  @ParameterizedTest
  @EnumSource
  void isOneEffectWhereverTheSessionsAreEnded(Mode mode) {
    boolean isEnded = true;
    for (int end = 1; isEnded; end++) {
      int before = ways.effects();
      IdempotencyKey key = ways.lab().key();
      AtomicInteger calls = new AtomicInteger();
      int fatal = end;
      MortalDatabase process =
          new MortalDatabase(victim())
              .beforeCalls(
                  call -> {
                    if (!call.equals(MortalDatabase.CONNECT) && calls.incrementAndGet() == fatal) {
                      endSessions();
                    }
                  });
      EffectLedger ledger = ways.lab().ledger(process);
      Throwable failure = catchThrowable(() -> ways.act(mode, ledger, key, () -> {}));
      isEnded = calls.get() >= end;
      String when = "sessions ended at call %d: %s".formatted(end, failure);
      assertThat(failure instanceof ApplicationFailure last && last.isNonRetryable())
          .as(when)
          .isFalse();
      ways.passLease(key);
      String again = LedgerLab.end(() -> ways.act(mode, ways.lab().ledger(), key, () -> {}));
      int effects = ways.effects() - before;
      if (mode == Mode.RESERVE_CONFIRM && FailureTypes.EFFECT_UNKNOWN.equals(again)) {
        assertThat(effects).as(when).isLessThanOrEqualTo(1);
      } else {
        assertThat(again).as(when).isEqualTo(LedgerLab.RESULT);
        assertThat(effects).as(when).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 5})
  void leasesAreByTheClockOfTheDatabaseNotByThatOfAWorkerThatIsMinutesOff(int minutes) {
    setClock(minutes);
    IdempotencyKey key = ways.lab().key();
    Throwable death =
        catchThrowable(
            () ->
                ways.act(
                    Mode.PROVIDER_KEY,
                    ways.lab().ledger(),
                    key,
                    () -> {
                      throw new Killed();
                    }));
    assertThat(death).isInstanceOf(Killed.class);

    ApplicationFailure waiting = (ApplicationFailure) catchThrowable(() -> act(key));
    assertThat(waiting.getType()).isEqualTo(FailureTypes.EFFECT_IN_PROGRESS);
    assertThat(waiting.getNextRetryDelay())
        .isBetween(Duration.ofSeconds(1), LedgerLab.LONG.plusSeconds(1));

    Database.execute(database, "UPDATE clock SET ahead = ahead + interval '2 minutes'");
    assertThat(act(key)).isEqualTo(LedgerLab.RESULT);
    assertThat(ways.effects()).isEqualTo(1);
  }

  private @Nullable String act(IdempotencyKey key) {
    return ways.act(Mode.PROVIDER_KEY, ways.lab().ledger(), key, () -> {});
  }

  /** Puts a clock of its own before the server's, as if worker and server did not agree. */
  private void setClock(int minutes) {
    Database.execute(database, "CREATE TABLE clock (ahead INTERVAL)");
    Database.execute(database, "INSERT INTO clock VALUES (interval '%d min')".formatted(minutes));
    Database.execute(
        database,
        "CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS"
            + " 'SELECT pg_catalog.clock_timestamp() + ahead FROM clock'");
  }
}
