// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.batch.ResumableBatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bills orders by their ids, while new ones come in. */
public class KeysetUses {

  /**
   * An order.
   *
   * @param id its key
   */
  public record Order(long id) {}

  /** The table of orders. */
  @FunctionalInterface
  public interface Orders {

    /** Gives the orders after an id, in the order of their ids; all of them for null. */
    Stream<Order> after(@Nullable Long id);
  }

  /** Where bills go. */
  @FunctionalInterface
  public interface Bills {

    /** Sends the bill of an order, once for each id. */
    void send(Order order);
  }

  private final Orders orders;
  private final Bills bills;

  /**
   * Makes the activities.
   *
   * @param orders the table
   * @param bills where bills go
   */
  public KeysetUses(Orders orders, Bills bills) {
    this.orders = orders;
    this.bills = bills;
  }

  // region keyset
  public BatchResult billOrders(@Nullable Checkpoint from) {
    return ResumableBatch.create(BatchOptions.newBuilder().setWindow(4).build())
        .startingFrom(from)
        .run(
            ResumableBatch.keyset(Long.class, orders::after, Order::id),
            (order, n) -> bills.send(order));
  }
  // endregion
}
