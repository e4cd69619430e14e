// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.github.temporalpatterns.examples.saga.Shipping;
import io.temporal.failure.ApplicationFailure;
import java.util.UUID;

/** The parcel service in the tables country and shipment. */
final class SqlShipping implements Shipping {
  private final Barrier barrier;

  SqlShipping(Barrier barrier) {
    this.barrier = barrier;
  }

  @Override
  public String ship(String key, String orderId, String country) {
    return barrier.act(
        key,
        sql -> {
          String number = "parcel-" + UUID.randomUUID();
          int shipped =
              sql.createUpdate(
                      """
                      INSERT INTO shipment (key, number, order_id, country)
                      SELECT :key, :number, :order, code FROM country WHERE code = :country""")
                  .bind("key", key)
                  .bind("number", number)
                  .bind("order", orderId)
                  .bind("country", country)
                  .execute();
          if (shipped == 0) {
            throw ApplicationFailure.newNonRetryableFailure(
                "nobody delivers to " + country, ADDRESS_REFUSED);
          }
          return number;
        });
  }

  @Override
  public void cancel(String key) {
    barrier.undo(
        key,
        sql ->
            sql.createUpdate("UPDATE shipment SET cancelled = 1 WHERE key = :key")
                .bind("key", key)
                .execute());
  }
}
