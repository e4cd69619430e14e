// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.examples.shop.Shop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which the database can disagree is named. */
@Timeout(30)
final class BooksTest {
  private static final String FIRST = ShowcaseOrders.DONE.order().id();
  private static final String SECOND = ShowcaseOrders.PLAIN.order().id();

  @TempDir private Path folder;
  private Shop shop;
  private Books books;

  @BeforeEach
  void openShop() {
    shop = Shop.open(folder.resolve("shop.db"));
    books = new Books(shop.path());
    shop.take(ShowcaseOrders.file(), "server");
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  @Test
  void anOrderThatIsDeliveredAndPaidIsInOrder() {
    deliver(FIRST, "first");
    books.noteScore("second", 0.1);
    deliver(SECOND, "second");

    assertThat(books.differences()).isEmpty();
  }

  @Test
  void whatIsNotTakenBackIsNamed() {
    act(FIRST, "first");
    shop.end(new OrderResult(FIRST, Outcome.COMPENSATED, 3, ""));

    assertThat(books.differences())
        .containsExactlyInAnyOrder(
            "stock of kettle: 50 at first, but 49 on hand and 0 sold",
            "order 1-done: 5900 cents paid, not 0",
            "order 1-done: 1 parcels on their way, not 0");
  }

  @Test
  void whatIsDoneTwiceIsNamed() {
    act(FIRST, "first");
    shop.inventory().release("first-r");
    shop.payments().refund("first");
    shop.shipping().cancel("first-s");
    deliver(FIRST, "again");

    assertThat(books.differences())
        .containsExactlyInAnyOrder(
            "order 1-done: kettle reserved 2 times",
            "order 1-done: charged 2 times",
            "order 1-done: shipped 2 times");
  }

  @Test
  void stepsOfTheOtherReleaseAreNamed() {
    books.noteScore("first", 0.1);
    deliver(FIRST, "first");
    deliver(SECOND, "second");

    assertThat(books.differences())
        .containsExactlyInAnyOrder(
            "order 1-done: paid with a fraud score, which release 1 does not know",
            "order 2-plain: paid without a fraud score");
  }

  @Test
  void creditThatIsGoneIsNamed() {
    SqliteFile.database(shop.path())
        .useHandle(sql -> sql.execute("UPDATE card SET available = available - 7"));

    assertThat(books.differences())
        .containsExactly("card visa-ada: 1000000 cents credit, but 999993 available and 0 paid");
  }

  private void deliver(String order, String key) {
    act(order, key);
    shop.end(new OrderResult(order, Outcome.COMPLETED, 0, ""));
  }

  private void act(String id, String key) {
    var order = (id.equals(FIRST) ? ShowcaseOrders.DONE : ShowcaseOrders.PLAIN).order();
    shop.inventory().reserve(key + "-r", id, order.items());
    shop.payments().charge(key, id, order.card(), order.totalCents());
    shop.shipping().ship(key + "-s", id, order.country());
  }
}
