// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Order.Item;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.examples.shop.Shop.ProofLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShopTest {

  private static final Order ONE = order("1", 2);
  private static final Order TWO = order("2", 1);

  @TempDir private Path folder;
  private final List<Shop> opened = new ArrayList<>();
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("shop.db");
  }

  @AfterEach
  void closeShops() {
    opened.forEach(Shop::close);
  }

  @Test
  void aShopKeepsItsIdentityAndItsStock() {
    String id = open().id();
    open().take(file(ONE), "here");
    open().take(new OrderFile(Map.of("tea", 99L), Map.of(), Set.of(), List.of()), "here");

    assertThat(open().id()).isEqualTo(id);
    assertThat(number("SELECT on_hand FROM product")).isEqualTo(9);
  }

  @Test
  void anOrderIsTakenOnce() {
    Shop shop = open();
    shop.take(file(ONE), "here");
    shop.take(file(ONE, TWO), "here");

    assertThat(number("SELECT COUNT(*) FROM orders")).isEqualTo(2);
  }

  @Test
  void anOrderMayNotChange() {
    Shop shop = open();
    shop.take(file(ONE), "here");

    assertThatThrownBy(() -> shop.take(file(TWO, order("1", 3)), "here"))
        .isInstanceOf(BadInput.class)
        .hasMessage(path + " knows order 1 with other content");
    assertThat(number("SELECT COUNT(*) FROM orders")).isEqualTo(1);
  }

  @Test
  void onlyItsServerCanFinishAnOrder() {
    Shop shop = open();
    shop.take(file(ONE), "here");

    assertThatThrownBy(() -> shop.take(file(ONE), "there"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "order 1 in " + path + " was begun on another server, and only that one can finish it");
  }

  @Test
  void anOrderThatHasEndedNeedsNoServer() {
    OrderResult result = new OrderResult("1", Outcome.COMPENSATED, 2, "no tea");
    Shop shop = open();
    shop.take(file(ONE, TWO), "here");
    shop.end(result);
    shop.take(file(ONE), "there");

    assertThat(shop.ended()).isEqualTo(Map.of("1", result));
  }

  @Test
  void aLockedFileIsRefused() {
    open();

    try (Handle other = SqliteFile.database(path).open()) {
      other.begin();
      other.execute("DELETE FROM product");

      assertThatThrownBy(this::open)
          .isInstanceOf(BadInput.class)
          .hasMessage(path + " is locked by another process");
      other.rollback();
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(
        path, "certainly not a database, although it is long enough for a header".repeat(9));

    assertThatThrownBy(this::open)
        .isInstanceOf(BadInput.class)
        .hasMessage(path + " is not a SQLite database");
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() {
    Jdbi.create("jdbc:sqlite:" + path).useHandle(sql -> sql.execute("CREATE TABLE t (c)"));

    assertThatThrownBy(this::open)
        .isInstanceOf(BadInput.class)
        .hasMessage(path + " is a database, but not of this example");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Path nowhere = folder.resolve("none/shop.db");

    assertThatThrownBy(() -> Shop.open(nowhere))
        .isInstanceOf(BadInput.class)
        .hasMessage(nowhere + " cannot be opened or made");
  }

  @Test
  void theBooksOfADeliveredAndARefusedOrderBalance() {
    Shop shop = deliveredAndRefused();

    assertThat(shop.proof())
        .extracting(ProofLine::book, ProofLine::expected, ProofLine::actual, ProofLine::wrong)
        .containsExactly(
            tuple("stock", 9L, 9L, 0),
            tuple("money", 200L, 200L, 0),
            tuple("cards", 1000L, 1000L, 0),
            tuple("shipments", 1L, 1L, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE product SET on_hand = on_hand - 1                               | stock
          UPDATE payment SET refunded = captured                                 | money,cards
          UPDATE payment SET refunded = 0, captured = captured + 1               | money,cards
          UPDATE card SET available = available - 1                              | cards
          UPDATE shipment SET cancelled = 1                                      | shipments
          UPDATE shipment SET order_id = '2'                                     | shipments
          UPDATE orders SET outcome = 'COMPENSATED' WHERE id = '1'               | stock,money,shipments
          UPDATE orders SET outcome = 'COMPLETED'                                | stock,money,shipments
          UPDATE orders SET outcome = NULL                                       | stock,money,shipments
          """)
  void theBooksShowWhatIsWrong(String damage, String books) {
    Shop shop = deliveredAndRefused();
    SqliteFile.database(path).useHandle(sql -> sql.execute(damage));

    assertThat(shop.proof())
        .filteredOn(line -> !line.balanced())
        .extracting(ProofLine::book)
        .containsExactly(books.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO payment SELECT 'other', 'p2', order_id, card, captured, 0 FROM payment",
        "INSERT INTO shipment SELECT 'other', 's2', order_id, country, 0 FROM shipment",
        "INSERT INTO reservation SELECT 'other', order_id, sku, quantity, 0 FROM reservation",
        "UPDATE product SET on_hand = -1",
        "UPDATE card SET available = credit + 1",
        "UPDATE payment SET refunded = captured - 1"
      })
  void theTablesThemselvesRefuseWhatSagasMustNotDo(String damage) {
    deliveredAndRefused();
    Jdbi database = SqliteFile.database(path);

    assertThatThrownBy(() -> database.useHandle(sql -> sql.execute(damage)))
        .hasMessageContaining("SQLITE_CONSTRAINT");
  }

  /** Order 1 takes two of nine pieces for 200 and is delivered, order 2 is refused. */
  private Shop deliveredAndRefused() {
    Shop shop = open();
    shop.take(file(ONE, TWO), "here");
    Barrier barrier = new Barrier(SqliteFile.database(path));
    for (Participant participant : Participant.all()) {
      participant.action().apply(barrier, participant + "1", ONE);
      participant.action().apply(barrier, participant + "2", TWO);
      participant.undo().accept(barrier, participant + "2");
    }
    shop.end(new OrderResult("1", Outcome.COMPLETED, 0, ""));
    shop.end(new OrderResult("2", Outcome.COMPENSATED, 3, "refused"));
    return shop;
  }

  private Shop open() {
    Shop shop = Shop.open(path);
    opened.add(shop);
    return shop;
  }

  private int number(String query) {
    return SqliteFile.database(path)
        .withHandle(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  private static Order order(String id, int quantity) {
    return new Order(id, "Ada", "visa", "UK", List.of(new Item("tea", quantity, 100)));
  }

  private static OrderFile file(Order... orders) {
    return new OrderFile(Map.of("tea", 9L), Map.of("visa", 1000L), Set.of("UK"), List.of(orders));
  }
}
