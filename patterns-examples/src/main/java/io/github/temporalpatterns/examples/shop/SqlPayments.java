// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.github.temporalpatterns.examples.saga.Payments;
import io.temporal.failure.ApplicationFailure;
import java.util.UUID;

/** The card company in the tables card and payment. */
final class SqlPayments implements Payments {
  private final Barrier barrier;

  SqlPayments(Barrier barrier) {
    this.barrier = barrier;
  }

  @Override
  public String charge(String key, String orderId, String card, long cents) {
    return barrier.act(
        key,
        sql -> {
          int charged =
              sql.createUpdate(
                      """
                      UPDATE card SET available = available - :cents
                      WHERE number = :card AND available >= :cents""")
                  .bind("card", card)
                  .bind("cents", cents)
                  .execute();
          if (charged == 0) {
            throw ApplicationFailure.newNonRetryableFailure(
                "%s does not cover %s".formatted(card, Cents.text(cents)), CARD_DECLINED);
          }
          String number = "pay-" + UUID.randomUUID();
          sql.createUpdate(
                  """
                  INSERT INTO payment (key, number, order_id, card, captured)
                  VALUES (:key, :number, :order, :card, :cents)""")
              .bind("key", key)
              .bind("number", number)
              .bind("order", orderId)
              .bind("card", card)
              .bind("cents", cents)
              .execute();
          return number;
        });
  }

  @Override
  public void refund(String key) {
    barrier.undo(
        key,
        sql -> {
          sql.createUpdate(
                  """
                  UPDATE card SET available = available + payment.captured
                  FROM payment WHERE payment.key = :key AND card.number = payment.card""")
              .bind("key", key)
              .execute();
          sql.createUpdate("UPDATE payment SET refunded = captured WHERE key = :key")
              .bind("key", key)
              .execute();
        });
  }
}
