// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Order.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderFileTest {

  private static final String GOOD =
      """
      {
        "stock": {"tea": 5},
        "cards": {"visa": 900},
        "countries": ["UK"],
        "orders": [
          {"id": "A", "customer": "Ada", "card": "visa", "country": "UK",
            "items": [{"sku": "tea", "quantity": 2, "cents": 450},
                      {"sku": "mug", "quantity": 1, "cents": 700}]},
          {"id": "B", "customer": "Bob", "card": "visa", "country": "UK",
            "items": [{"sku": "tea", "quantity": 1, "cents": 450}]}
        ]
      }
      """;

  @TempDir private Path folder;

  @Test
  void everythingInTheFileIsRead() throws IOException {
    OrderFile file = OrderFile.read(write(GOOD));

    assertThat(file.stock()).isEqualTo(Map.of("tea", 5L));
    assertThat(file.cards()).isEqualTo(Map.of("visa", 900L));
    assertThat(file.countries()).isEqualTo(Set.of("UK"));
    assertThat(file.orders())
        .containsExactly(
            new Order(
                "A",
                "Ada",
                "visa",
                "UK",
                List.of(new Item("tea", 2, 450), new Item("mug", 1, 700))),
            new Order("B", "Bob", "visa", "UK", List.of(new Item("tea", 1, 450))));
    assertThat(file.orders().get(0).totalCents()).isEqualTo(1600);
  }

  @Test
  void theSampleIsInOrder() {
    assertThat(OrderFile.sample().orders()).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "cents": 700 | "cents": 7.5        | 8 | 56 | cents must be a whole number from 1 to 1000000000, not 7.5
          quantity": 2 | quantity": -2       | 7 | 44 | quantity must be a whole number from 1 to 1000000, not -2
          quantity": 2 | quantity": 0        | 7 | 44 | quantity must be a whole number from 1 to 1000000, not 0
          "tea": 5     | "tea": -5           | 2 | 20 | stock of tea must be a whole number from 0 to 1000000, not -5
          "id": "B"    | "id": "A"           | 9 | 12 | order id A is taken by the order in line 6
          "id": "B"    | "id": 7             | 9 | 12 | id must be a text of 1 to 100 characters
          "id": "B"    | "id": " "           | 9 | 12 | id must be a text of 1 to 100 characters
          "id": "B",   | ``                  | 9 | 5  | an order needs a field [id]
          "id": "B"    | "it": "B"           | 9 | 6  | an order has no field it, only [id, customer, card, country, items]
          "mug"        | "tea"               | 8 | 25 | the order has an item tea already
          ["UK"]       | "UK"                | 4 | 16 | countries must be an array
          {"tea": 5}   | 5                   | 2 | 12 | stock must be an object of numbers
          {"tea": 5}   | {"tea": 5,"tea": 6} | 2 | 27 | Duplicate field 'tea'
          ["UK"],      | ["UK"]              | 5 | 4  | Unexpected character
          """)
  void whatIsWrongIsNamedWithItsPlace(
      String right, String wrong, int line, int column, String complaint) throws IOException {
    Path file = write(GOOD.replace(right, wrong));

    assertThat(Files.readString(file)).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> OrderFile.read(file))
        .isInstanceOf(BadInput.class)
        .message()
        .startsWith("%s, line %d, column %d: %s".formatted(file, line, column, complaint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``            | line 1, column 0: the file must be an object
          []            | line 1, column 1: the file must be an object
          {"stock": {}  | line 1, column 13: the file ends too early
          {"stock": {}} | line 1, column 1: the file needs a field [cards, countries, orders]
          """)
  void aFileThatIsNoOrderFileIsRefused(String text, String complaint) throws IOException {
    Path file = write(text);

    assertThatThrownBy(() -> OrderFile.read(file))
        .isInstanceOf(BadInput.class)
        .message()
        .endsWith(complaint);
  }

  @Test
  void anOrderNeedsAnItem() throws IOException {
    Path file = write(GOOD.replaceFirst("(?s)\\[\\{\"sku\".*?\\]", "[]"));

    assertThatThrownBy(() -> OrderFile.read(file))
        .hasMessage(file + ", line 7, column 16: an order has 1 to 100 items");
  }

  @Test
  void nothingMayFollow() throws IOException {
    Path file = write(GOOD + "{}");

    assertThatThrownBy(() -> OrderFile.read(file))
        .hasMessage(file + ", line 13, column 1: nothing may follow the end of the object");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> OrderFile.read(folder.resolve("none.json")))
        .isInstanceOf(BadInput.class)
        .hasMessage(folder.resolve("none.json") + ": no such file");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("orders.json"), text);
  }
}
