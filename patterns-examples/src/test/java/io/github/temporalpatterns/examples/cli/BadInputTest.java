// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.runtime.TestServers;
import io.github.temporalpatterns.examples.shop.OrderFile;
import io.github.temporalpatterns.examples.shop.Shop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever cannot be used is refused by one line and exit code 2, before anything is scheduled. */
final class BadInputTest {

  @TempDir private Path folder;
  private Path orders;
  private Path database;

  @BeforeEach
  void chooseFiles() {
    orders = folder.resolve("orders.json");
    database = folder.resolve("shop.db");
  }

  @Test
  void anUnknownFile() {
    assertRefused(orders + ": no such file");
  }

  @Test
  void malformedJson() throws IOException {
    Files.writeString(orders, sample().replace("\"cards\": {", "\"cards\" {"));

    assertRefused(
        orders
            + ", line 3, column 12: Unexpected character ('{' (code 123)): was expecting a colon to separate field name and value");
  }

  @Test
  void aNegativeQuantity() throws IOException {
    Files.writeString(
        orders,
        sample()
            .replace("\"quantity\": 10, \"cents\": 1290", "\"quantity\": -10, \"cents\": 1290"));

    assertRefused(
        orders
            + ", line 13, column 47: quantity must be a whole number from 1 to 1000000, not -10");
  }

  @Test
  void anOrderIdTwice() throws IOException {
    Files.writeString(orders, sample().replace("A-1002", "A-1001"));

    assertRefused(
        orders + ", line 12, column 12: order id A-1001 is taken by the order in line 10");
  }

  @Test
  void aLockedDatabase() throws IOException {
    Files.writeString(orders, sample());
    try (Handle other = Jdbi.open("jdbc:sqlite:" + database)) {
      other.execute("BEGIN EXCLUSIVE");

      assertRefused(database + " is locked by another process");
    }
  }

  @Test
  void aDatabaseThatIsNone() throws IOException {
    Files.writeString(orders, sample());
    Files.writeString(database, sample());

    assertRefused(database + " is not a SQLite database");
  }

  @Test
  void anOrderThatAnotherServerHasBegun() throws IOException {
    Files.writeString(orders, sample());
    try (Shop shop = Shop.open(database)) {
      shop.take(OrderFile.read(orders), "another");
    }

    assertRefused(
        "order A-1001 in "
            + database
            + " was begun on another server, and only that one can finish it");
  }

  @Test
  void anUnknownStepOrFault() {
    assertRefused(
        "Invalid value for option '--fault' (STEP=FAULT): 'pay' is none of [reserve, charge, ship, release, refund, cancel]",
        "--fault",
        "pay=error");
    assertRefused(
        "Invalid value for option '--fault' (STEP=FAULT): 'rain' is none of [error, crash-after, timeout, slow, permanent]",
        "--fault",
        "ship=rain");
  }

  @Test
  void anUnknownOption() {
    assertRefused("Unknown option: '--flaut'", "--flaut");
  }

  private void assertRefused(String complaint, String... options) {
    List<String> line = new ArrayList<>(List.of("order", "--orders", orders.toString()));
    line.addAll(List.of("--db", database.toString()));
    line.addAll(List.of(options));

    CommandLineRun run = CommandLineRun.of(TestServers::untouchable, line.toArray(String[]::new));

    assertThat(run.err().lines()).containsExactly("examples order: " + complaint);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  private static String sample() throws IOException {
    try (InputStream in = OrderFile.class.getResourceAsStream("/orders.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
