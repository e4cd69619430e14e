// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.EffectLedger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a ledger of effects: numbered rules, each a JUnit test. No server is needed.
 *
 * <p>Client side, tests only. Put an implementation, or a database, under the contract by a test
 * class that extends this one:
 *
 * <pre>{@code
 * class MyLedgerContractTest extends LedgerContract {
 *   @Override
 *   protected DataSource newDatabase() {
 *     return anEmptyDatabaseWithTheTablesOfTheLedger();
 *   }
 *
 *   @Override
 *   protected EffectLedger newLedger(DataSource database) {
 *     return new MyLedger(database);
 *   }
 * }
 * }</pre>
 *
 * <p>Rules 9 to 12 kill the process at each of its calls of the database and around the effect,
 * before and after it, and let another process go on.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class LedgerContract {

  /** For subclasses. */
  protected LedgerContract() {}

  /**
   * Makes a database of its own for a rule.
   *
   * @return connections; several at a time, and each with auto-commit
   */
  protected abstract DataSource newDatabase();

  /**
   * Makes the ledger under test, as a process does that starts.
   *
   * @param database counts and cuts what the ledger does there
   * @return a ledger whose results may have 10,000 bytes
   */
  protected abstract EffectLedger newLedger(DataSource database);

  /**
   * Tells how long a lease is that a rule waits for, in real time.
   *
   * @return 50 milliseconds by default
   */
  protected Duration lease() {
    return Duration.ofMillis(50);
  }

  /** Rules 1 to 8. */
  @Nested
  final class Once extends OnceRules {
    @Override
    LedgerContract contract() {
      return LedgerContract.this;
    }
  }

  /** Rules 9 to 15. */
  @Nested
  final class Deaths extends DeathRules {
    @Override
    LedgerContract contract() {
      return LedgerContract.this;
    }
  }

  /** Rules 16 to 19. */
  @Nested
  final class Undos extends UndoRules {
    @Override
    LedgerContract contract() {
      return LedgerContract.this;
    }
  }

  /** Rules 20 to 24. */
  @Nested
  final class Bounds extends BoundRules {
    @Override
    LedgerContract contract() {
      return LedgerContract.this;
    }
  }
}
