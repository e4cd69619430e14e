// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import com.fasterxml.jackson.core.JsonParser;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Order.Item;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an order file token by token, so that each complaint knows its line. */
final class OrderFileReader {
  private static final int ITEMS = 100;
  private static final long PIECES = 1_000_000;
  private static final long CENTS = 1_000_000_000;

  private final LocatedJson json;
  private final Map<String, Integer> linesOfOrders = new HashMap<>();

  OrderFileReader(String file, JsonParser parser) {
    json = new LocatedJson(file, parser);
  }

  OrderFile read() throws IOException {
    Map<String, Long> stock = Map.of();
    Map<String, Long> cards = Map.of();
    List<String> countries = List.of();
    List<Order> orders = List.of();
    json.next();
    var fields = json.object("the file", "stock", "cards", "countries", "orders");
    while (fields.next()) {
      switch (fields.name()) {
        case "stock" -> stock = json.numbers("stock", 0, PIECES);
        case "cards" -> cards = json.numbers("credit", 0, CENTS);
        case "countries" -> countries = json.array("countries", () -> json.text("country"));
        default -> orders = json.array("orders", this::order);
      }
    }
    json.end();
    return new OrderFile(stock, cards, new LinkedHashSet<>(countries), orders);
  }

  private Order order() throws IOException {
    String id = "";
    String customer = "";
    String card = "";
    String country = "";
    List<Item> items = List.of();
    var fields = json.object("an order", "id", "customer", "card", "country", "items");
    while (fields.next()) {
      switch (fields.name()) {
        case "id" -> id = newId();
        case "customer" -> customer = json.text("customer");
        case "card" -> card = json.text("card");
        case "country" -> country = json.text("country");
        default -> items = items();
      }
    }
    return new Order(id, customer, card, country, items);
  }

  private String newId() throws IOException {
    String id = json.text("id");
    Integer before = linesOfOrders.putIfAbsent(id, json.line());
    if (before != null) {
      throw json.bad("order id " + id + " is taken by the order in line " + before);
    }
    return id;
  }

  private List<Item> items() throws IOException {
    BadInput wrongCount = json.bad("an order has 1 to " + ITEMS + " items");
    Set<String> skus = new HashSet<>();
    List<Item> items = json.array("items", () -> item(skus));
    if (items.isEmpty() || items.size() > ITEMS) {
      throw wrongCount;
    }
    return items;
  }

  private Item item(Set<String> others) throws IOException {
    String sku = "";
    long quantity = 0;
    long cents = 0;
    var fields = json.object("an item", "sku", "quantity", "cents");
    while (fields.next()) {
      switch (fields.name()) {
        case "sku" -> sku = newSku(others);
        case "quantity" -> quantity = json.number("quantity", 1, PIECES);
        default -> cents = json.number("cents", 1, CENTS);
      }
    }
    return new Item(sku, quantity, cents);
  }

  private String newSku(Set<String> others) throws IOException {
    String sku = json.text("sku");
    if (!others.add(sku)) {
      throw json.bad("the order has an item " + sku + " already");
    }
    return sku;
  }
}
