// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.idempotency.EffectLedger;

/** The same with a ledger. */
public class LedgeredPayments implements Payments {
  private final Provider.Client provider;
  private final EffectLedger ledger;

  /** Charges there, and books in the ledger's database. */
  public LedgeredPayments(Provider.Client provider, EffectLedger ledger) {
    this.provider = provider;
    this.ledger = ledger;
  }

  @Override
  // region charge
  public String charge(Payment payment) {
    return ledger
        .once(String.class)
        .withProviderKey(key -> provider.charge(key.forProvider(), payment));
  }

  // endregion

  @Override
  // region book
  public void book(Payment payment, String receipt) {
    ledger
        .once(String.class)
        .inTransaction(connection -> RawPayments.insert(connection, payment, receipt));
  }

  // endregion

  @Override
  public void letter(Payment payment) {
    ledger.once(String.class).reserved(key -> provider.letter(payment));
  }
}
