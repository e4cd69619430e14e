// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Order.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Takes what an order file says into the shop's tables, within one transaction. */
final class Intake {
  private final Handle sql;
  private final Path shop;
  private final String server;

  Intake(Handle sql, Path shop, String server) {
    this.sql = sql;
    this.shop = shop;
    this.server = server;
  }

  void take(OrderFile file) {
    file.stock()
        .forEach(
            (sku, pieces) ->
                sql.execute("INSERT OR IGNORE INTO product VALUES (?, ?, ?)", sku, pieces, pieces));
    file.cards()
        .forEach(
            (card, credit) ->
                sql.execute("INSERT OR IGNORE INTO card VALUES (?, ?, ?)", card, credit, credit));
    file.countries().forEach(code -> sql.execute("INSERT OR IGNORE INTO country VALUES (?)", code));
    file.orders().forEach(this::take);
  }

  private void take(Order order) {
    Optional<Known> known = find(order.id());
    if (known.isEmpty()) {
      add(order);
    } else if (!known.get().order.equals(order)) {
      throw new BadInput("%s knows order %s with other content".formatted(shop, order.id()));
    } else if (!known.get().ended && !known.get().server.equals(server)) {
      throw new BadInput(
          "order %s in %s was begun on another server, and only that one can finish it"
              .formatted(order.id(), shop));
    }
  }

  private Optional<Known> find(String id) {
    List<Item> items =
        sql.createQuery(
                "SELECT sku, quantity, cents FROM order_item WHERE order_id = :id ORDER BY rowid")
            .bind("id", id)
            .map(ConstructorMapper.of(Item.class))
            .list();
    return sql.createQuery("SELECT * FROM orders WHERE id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Known(
                    new Order(
                        id,
                        row.getString("customer"),
                        row.getString("card"),
                        row.getString("country"),
                        items),
                    row.getString("server"),
                    row.getString("outcome") != null))
        .findOne();
  }

  private void add(Order order) {
    sql.execute(
        "INSERT INTO orders (id, customer, card, country, server) VALUES (?, ?, ?, ?, ?)",
        order.id(),
        order.customer(),
        order.card(),
        order.country(),
        server);
    for (Item item : order.items()) {
      sql.execute(
          "INSERT INTO order_item (order_id, sku, quantity, cents) VALUES (?, ?, ?, ?)",
          order.id(),
          item.sku(),
          item.quantity(),
          item.cents());
    }
  }

  /** What an earlier call took in. */
  private record Known(Order order, String server, boolean ended) {}
}
