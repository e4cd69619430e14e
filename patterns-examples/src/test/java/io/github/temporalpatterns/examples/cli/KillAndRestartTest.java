// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.runtime.MainProcesses;
import io.github.temporalpatterns.examples.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes come and go; the server and the database remember. */
@Tag("real-server-only")
@Timeout(240)
final class KillAndRestartTest {

  // Of 24 orders one finds no stock, one no credit (one undo) and one no carrier (two undos).
  private static final Tally EXPECTED = new Tally(24, 21, 3, 0, 0, 3, true);

  @TempDir private Path folder;
  private MainProcesses processes;
  private Path orders;
  private Path database;

  @BeforeEach
  void prepareFiles() throws IOException {
    processes = new MainProcesses(folder);
    orders = Files.writeString(folder.resolve("orders.json"), orders());
    database = folder.resolve("shop.db");
    Shop.open(database).close();
  }

  @AfterEach
  void killProcesses() throws InterruptedException {
    processes.killAll();
  }

  @Test
  void whatKilledProcessesLeaveTheSameLineFinishes() throws Exception {
    // Payments are captured, but no saga has heard of one.
    killOnce("SELECT COUNT(*) FROM payment");
    assertThat(number("SELECT COUNT(*) FROM shipment")).isZero();

    // Some parcels are on their way, others are not.
    killOnce("SELECT COUNT(*) FROM shipment");
    assertThat(number("SELECT COUNT(*) FROM shipment")).isLessThan(EXPECTED.completed());

    assertFinishes(start());
    assertEffects();
  }

  @Test
  void twoProcessesShareTheOrders() throws Exception {
    Process one = start();
    Process other = start();

    assertFinishes(one);
    assertFinishes(other);
    assertEffects();
  }

  /** The first payments get lost on their way back; parcels take long enough to be caught. */
  private Process start() throws IOException {
    return processes.start(
        "order",
        "--json",
        "--fault=charge=timeout",
        "--fault=ship=slow",
        "--orders=" + orders,
        "--db=" + database);
  }

  /** Runs the line until the query gives a number above zero, then kills its process. */
  private void killOnce(String query) throws IOException, InterruptedException {
    Process process = start();
    while (number(query) == 0) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    }
    process.destroyForcibly().waitFor();
  }

  private void assertFinishes(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor()).isZero();
    Path output = processes.output(process);
    assertThat(new ObjectMapper().readValue(output.toFile(), Tally.class)).isEqualTo(EXPECTED);
  }

  /** No effect is there twice, not even one that was undone later. */
  private void assertEffects() {
    assertThat(number("SELECT COUNT(*) FROM reservation")).isEqualTo(EXPECTED.completed() + 2);
    assertThat(number("SELECT COUNT(*) FROM payment")).isEqualTo(EXPECTED.completed() + 1);
    assertThat(number("SELECT COUNT(*) FROM shipment")).isEqualTo(EXPECTED.completed());
    assertThat(number("SELECT SUM(wrong) FROM proof")).isZero();
  }

  private int number(String query) {
    return Jdbi.create("jdbc:sqlite:" + database)
        .withHandle(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }

  private static String orders() {
    return """
        {"stock": {"tea": 100}, "cards": {"rich": 100000, "poor": 1}, "countries": ["UK"],
         "orders": [%s]}"""
        .formatted(
            IntStream.range(0, EXPECTED.orders())
                .mapToObj(KillAndRestartTest::order)
                .collect(Collectors.joining(",\n")));
  }

  private static String order(int i) {
    return """
        {"id": "K-%d", "customer": "Ada", "card": "%s", "country": "%s",
         "items": [{"sku": "tea", "quantity": %d, "cents": 450}]}"""
        .formatted(i, i == 5 ? "poor" : "rich", i == 6 ? "AQ" : "UK", i == 7 ? 101 : 1);
  }
}
