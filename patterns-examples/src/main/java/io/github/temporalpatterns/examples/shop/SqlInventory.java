// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.github.temporalpatterns.examples.saga.Inventory;
import io.github.temporalpatterns.examples.saga.Order.Item;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The stock in the tables product and reservation. */
final class SqlInventory implements Inventory {
  private final Barrier barrier;

  SqlInventory(Barrier barrier) {
    this.barrier = barrier;
  }

  @Override
  public void reserve(String key, String orderId, List<Item> items) {
    barrier.act(
        key,
        sql -> {
          items.forEach(item -> take(sql, key, orderId, item));
          return "reserved";
        });
  }

  @Override
  public void release(String key) {
    barrier.undo(
        key,
        sql -> {
          sql.createUpdate(
                  """
                  UPDATE product SET on_hand = on_hand + reserved.quantity
                  FROM (SELECT sku, quantity FROM reservation WHERE key = :key) AS reserved
                  WHERE product.sku = reserved.sku""")
              .bind("key", key)
              .execute();
          sql.createUpdate("UPDATE reservation SET released = 1 WHERE key = :key")
              .bind("key", key)
              .execute();
        });
  }

  private static void take(Handle sql, String key, String orderId, Item item) {
    int taken =
        sql.createUpdate(
                """
                UPDATE product SET on_hand = on_hand - :quantity
                WHERE sku = :sku AND on_hand >= :quantity""")
            .bind("sku", item.sku())
            .bind("quantity", item.quantity())
            .execute();
    if (taken == 0) {
      throw ApplicationFailure.newNonRetryableFailure(
          "fewer than %d %s on hand".formatted(item.quantity(), item.sku()), OUT_OF_STOCK);
    }
    sql.createUpdate(
            """
            INSERT INTO reservation (key, order_id, sku, quantity)
            VALUES (:key, :order, :sku, :quantity)""")
        .bind("key", key)
        .bind("order", orderId)
        .bind("sku", item.sku())
        .bind("quantity", item.quantity())
        .execute();
  }
}
