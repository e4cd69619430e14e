// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.github.temporalpatterns.examples.idempotency.outbox.OrdersDatabase.Row;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** Starts a workflow for each row of the outbox. Any number of them may run at one time. */
record Publisher(Jdbi database, Consumer<Order> starter) {
  static final String PUBLISHED = "published";
  static final int BATCH = 10;

  // region publish
  /** Settles a batch of rows; returns how many. */
  int publish() {
    return database.inTransaction(
        transaction -> {
          List<Row> rows = OrdersDatabase.lockUnsettled(transaction, BATCH);
          for (Row row : rows) {
            OrdersDatabase.settle(transaction, row, start(row.order()));
          }
          return rows.size();
        });
  }

  private String start(Order order) {
    try {
      starter.accept(order);
      return PUBLISHED;
    } catch (ApplicationFailure e) {
      return e.getType() + ": " + e.getOriginalMessage(); // for a person; the others go on
    }
  }
  // endregion
}
