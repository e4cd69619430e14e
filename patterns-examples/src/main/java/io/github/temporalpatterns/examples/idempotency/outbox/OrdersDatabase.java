// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.temporal.activity.Activity;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Orders, the outbox beside them, and what was shipped. */
record OrdersDatabase(Jdbi sql) implements Shipping {

  /** An outbox row that nobody has settled. */
  record Row(long id, Order order) {}

  /** Makes the tables in a schema that has none. */
  static OrdersDatabase create(DataSource schema) {
    Jdbi sql = Jdbi.create(schema);
    sql.useHandle(
        tables -> {
          tables.execute("CREATE TABLE placed (id TEXT PRIMARY KEY, cents INT NOT NULL)");
          tables.execute(
              "CREATE TABLE outbox (id BIGSERIAL PRIMARY KEY, placed TEXT NOT NULL,"
                  + " cents INT NOT NULL, outcome TEXT)");
          tables.execute(
              "CREATE TABLE shipment (placed TEXT, run TEXT, PRIMARY KEY (placed, run))");
        });
    return new OrdersDatabase(sql);
  }

  // region place
  void place(Order order) {
    sql.useTransaction(
        both -> {
          both.execute("INSERT INTO placed (id, cents) VALUES (?, ?)", order.id(), order.cents());
          both.execute(
              "INSERT INTO outbox (placed, cents) VALUES (?, ?)", order.id(), order.cents());
        });
  }

  // endregion

  /** Somebody edits an outbox row, which nobody should. */
  void edit(Order order, int cents) {
    sql.useHandle(
        edit -> edit.execute("UPDATE outbox SET cents = ? WHERE placed = ?", cents, order.id()));
  }

  /** Locks the oldest unsettled rows, without those that another publisher has. */
  static List<Row> lockUnsettled(Handle transaction, int most) {
    return transaction
        .createQuery(
            "SELECT id, placed, cents FROM outbox WHERE outcome IS NULL"
                + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED")
        .bind(0, most)
        .map(
            (row, context) ->
                new Row(row.getLong("id"), new Order(row.getString("placed"), row.getInt("cents"))))
        .list();
  }

  static void settle(Handle transaction, Row row, String outcome) {
    transaction.execute("UPDATE outbox SET outcome = ? WHERE id = ?", outcome, row.id());
  }

  /** One row for each run, however often it tries: what is counted are workflows. */
  @Override
  public void ship(Order order) {
    String run = Activity.getExecutionContext().getInfo().getWorkflowRunId();
    sql.useHandle(
        insert ->
            insert.execute(
                "INSERT INTO shipment VALUES (?, ?) ON CONFLICT DO NOTHING", order.id(), run));
  }

  /** {@return why rows were refused} */
  List<String> refusals() {
    return sql.withHandle(
        query ->
            query
                .createQuery("SELECT outcome FROM outbox WHERE outcome <> ? ORDER BY id")
                .bind(0, Publisher.PUBLISHED)
                .mapTo(String.class)
                .list());
  }

  /** What became of the orders: workflows started for them, too many, too few. */
  record Tally(int orders, int started, int doubled, int lost) {}

  Tally tally() {
    return sql.withHandle(
        query ->
            query
                .createQuery(
                    """
                    SELECT (SELECT COUNT(*) FROM placed) AS orders,
                           COUNT(*) AS started,
                           COUNT(*) - COUNT(DISTINCT placed) AS doubled,
                           (SELECT COUNT(*) FROM placed
                             WHERE id NOT IN (SELECT placed FROM shipment)) AS lost
                      FROM shipment\
                    """)
                .map(
                    (row, context) ->
                        new Tally(
                            row.getInt("orders"),
                            row.getInt("started"),
                            row.getInt("doubled"),
                            row.getInt("lost")))
                .one());
  }
}
