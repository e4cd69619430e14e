// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.github.temporalpatterns.examples.saga.Inventory;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Payments;
import io.github.temporalpatterns.examples.saga.Shipping;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The three participants, seen alike.
 *
 * @param name for the test report
 * @param refusal the type of its refusals
 * @param standing selects the keys whose effects stand
 * @param left selects how many more effects of one piece there can be
 * @param action the step's forward call
 * @param undo the call that takes it back
 */
record Participant(
    String name,
    String refusal,
    String standing,
    String left,
    Action action,
    BiConsumer<Barrier, String> undo) {

  static final Participant INVENTORY =
      new Participant(
          "inventory",
          Inventory.OUT_OF_STOCK,
          "SELECT key FROM reservation WHERE NOT released",
          "SELECT on_hand FROM product",
          (barrier, key, order) -> {
            new SqlInventory(barrier).reserve(key, order.id(), order.items());
            return "";
          },
          (barrier, key) -> new SqlInventory(barrier).release(key));

  static final Participant PAYMENTS =
      new Participant(
          "payments",
          Payments.CARD_DECLINED,
          "SELECT key FROM payment WHERE refunded = 0",
          "SELECT available FROM card",
          (barrier, key, order) ->
              new SqlPayments(barrier).charge(key, order.id(), order.card(), order.totalCents()),
          (barrier, key) -> new SqlPayments(barrier).refund(key));

  // Parcels have no end, so those that are left are counted from the stock.
  static final Participant SHIPPING =
      new Participant(
          "shipping",
          Shipping.ADDRESS_REFUSED,
          "SELECT key FROM shipment WHERE NOT cancelled",
          "SELECT initial - (SELECT COUNT(*) FROM shipment WHERE NOT cancelled) FROM product",
          (barrier, key, order) -> new SqlShipping(barrier).ship(key, order.id(), order.country()),
          (barrier, key) -> new SqlShipping(barrier).cancel(key));

  /** A step's forward call. */
  interface Action {
    String apply(Barrier barrier, String key, Order order);
  }

  static List<Participant> all() {
    return List.of(INVENTORY, PAYMENTS, SHIPPING);
  }

  @Override
  public String toString() {
    return name;
  }
}
