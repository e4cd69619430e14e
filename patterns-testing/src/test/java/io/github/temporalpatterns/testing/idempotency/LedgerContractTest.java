// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.testing.Mutants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract sees what is wrong, and only that. */
final class LedgerContractTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(LedgerFlaw flaw) {
    Mutants.requireCaught(
        FlawedLedgerContract.class,
        flaw.caughtBy,
        planted -> FlawedLedgerContract.flaw = planted ? flaw : LedgerFlaw.NONE);
  }
}
