// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import java.util.List;

/**
 * What a customer wants.
 *
 * @param id unique among all orders of a shop
 * @param customer who gets the goods
 * @param card which card pays
 * @param country where the goods go
 * @param items at least one, each product once
 */
public record Order(String id, String customer, String card, String country, List<Item> items) {

  /** Copies the list. */
  public Order {
    items = List.copyOf(items);
  }

  /**
   * {@return the price of all items}
   *
   * @throws ArithmeticException if it does not fit
   */
  public long totalCents() {
    return items.stream()
        .mapToLong(item -> Math.multiplyExact(item.quantity(), item.cents()))
        .reduce(0, Math::addExact);
  }

  /**
   * Some pieces of one product.
   *
   * @param sku the product
   * @param quantity how many pieces
   * @param cents the price of one
   */
  public record Item(String sku, long quantity, long cents) {}
}
