// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.testing.idempotency.Shop.Till;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Fails once after each effect, as if its worker had died before it could report. */
final class DyingTill implements Till {
  private final EffectLedger ledger;
  final AtomicInteger charged = new AtomicInteger();
  final AtomicInteger refunded = new AtomicInteger();

  /** The order that cannot be refunded, for good. */
  volatile @Nullable String closed;

  final List<String> keys = new CopyOnWriteArrayList<>();

  DyingTill(EffectLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String charge(String order) {
    keys.add(Idempotency.key().toString());
    int before = charged.get();
    String receipt =
        ledger.once(String.class).inTransaction(c -> order + charged.incrementAndGet());
    if (charged.get() > before) {
      throw new IllegalStateException("it has happened, and nobody is told");
    }
    return receipt;
  }

  @Override
  @SuppressWarnings("NullAway") // does not see that an undo's result may be null
  public void refund(String order) {
    keys.add(Idempotency.key().toString());
    ledger
        .undo()
        .inTransaction(
            connection -> {
              if (order.equals(closed)) {
                throw ApplicationFailure.newNonRetryableFailure("account closed", "CLOSED");
              }
              refunded.incrementAndGet();
              return null;
            });
  }
}
