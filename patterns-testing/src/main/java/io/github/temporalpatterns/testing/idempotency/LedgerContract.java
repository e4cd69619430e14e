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
 * <p>Client side, tests only. To test an implementation or a database against the contract, extend
 * this class:
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
 * <p>Rules 9 to 12 kill the process at each of its calls of the database, and before and after the
 * effect, and let another process continue.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class LedgerContract {

  /** For subclasses. */
  protected LedgerContract() {}

  /**
   * Makes a new database for a rule.
   *
   * @return connections; several at a time, and each with auto-commit
   */
  protected abstract DataSource newDatabase();

  /**
   * Makes the ledger under test, as a starting process does.
   *
   * @param database counts and cuts what the ledger does there
   * @return a ledger whose results may have 10,000 bytes
   */
  protected abstract EffectLedger newLedger(DataSource database);

  /**
   * Says how long the leases are that rules wait for, in real time.
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

  /** Rules 25 to 29. */
  @Nested
  final class Doubts extends DoubtRules {
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
