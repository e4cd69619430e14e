// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.saga.Inventory;
import io.github.temporalpatterns.examples.saga.Payments;
import io.github.temporalpatterns.examples.saga.Shipping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * The shop: what it has, what was ordered and what was done, in one SQLite file that several worker
 * processes may share.
 */
public final class Shop implements AutoCloseable {
  private static final int APPLICATION = 0x53484f50;

  private final Path path;
  private final SqliteFile file;
  private final String id;

  private Shop(Path path, SqliteFile file, String id) {
    this.path = path;
    this.file = file;
    this.id = id;
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws BadInput if it is locked or no shop
   */
  public static Shop open(Path path) {
    SqliteFile file = SqliteFile.open(path, APPLICATION, Shop.class);
    String id =
        file.inTransaction(sql -> sql.createQuery("SELECT id FROM shop").mapTo(String.class).one());
    return new Shop(path, file, id);
  }

  /** {@return the file} */
  public Path path() {
    return path;
  }

  /** {@return what tells this shop from all others} */
  public String id() {
    return id;
  }

  /** {@return the implementations of inventory, payments and shipping} */
  public Object[] participants() {
    return new Object[] {inventory(), payments(), shipping()};
  }

  /** {@return the stock} */
  public Inventory inventory() {
    return new SqlInventory(barrier());
  }

  /** {@return the card company} */
  public Payments payments() {
    return new SqlPayments(barrier());
  }

  /** {@return the parcel service} */
  public Shipping shipping() {
    return new SqlShipping(barrier());
  }

  private Barrier barrier() {
    return new Barrier(file.database());
  }

  /**
   * Takes in what a file says, all or nothing. Products, cards, countries and orders that the shop
   * knows stay as they are.
   *
   * @param server identifies the server that runs the sagas of new orders
   * @throws BadInput if an order is known with other content, or was begun on another server
   */
  public void take(OrderFile orders, String server) {
    file.inTransaction(
        sql -> {
          new Intake(sql, path, server).take(orders);
          return orders;
        });
  }

  /** Notes how an order ended. */
  public void end(OrderResult result) {
    file.database()
        .useHandle(
            sql ->
                sql.createUpdate(
                        """
                        UPDATE orders SET outcome = :outcome, undos = :undos, reason = :reason
                        WHERE id = :orderId\
                        """)
                    .bindMethods(result)
                    .execute());
  }

  /** {@return the orders that have ended, by id} */
  public Map<String, OrderResult> ended() {
    return file.database()
        .withHandle(
            sql ->
                sql.createQuery(
                        """
                        SELECT id AS order_id, outcome, undos, reason FROM orders
                        WHERE outcome IS NOT NULL\
                        """)
                    .map(ConstructorMapper.of(OrderResult.class))
                    .collectToMap(OrderResult::orderId, result -> result));
  }

  /** {@return the books, as SQL adds them up} */
  public List<ProofLine> proof() {
    return file.database()
        .withHandle(
            sql ->
                sql.createQuery("SELECT * FROM proof")
                    .map(ConstructorMapper.of(ProofLine.class))
                    .list());
  }

  @Override
  public void close() {
    file.close();
  }

  /**
   * One book of the proof.
   *
   * @param book its name
   * @param claim the equation
   * @param expected its left side, summed over the book
   * @param actual its right side
   * @param wrong how many entries do not satisfy it
   */
  public record ProofLine(String book, String claim, long expected, long actual, int wrong) {

    /** {@return whether every entry satisfies the equation} */
    public boolean balanced() {
      return wrong == 0;
    }
  }
}
