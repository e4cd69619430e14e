// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.runtime.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample's orders, with and without faults, on whichever server the suite runs on. */
@Tag("real-server")
final class OrderCommandTest {

  private static TemporalServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void openServer() {
    server = TestServers.open();
  }

  @AfterAll
  static void closeServer() {
    server.close();
  }

  @Test
  void theSampleCompletesOrLeavesNoTrace() {
    CommandLineRun run = order();

    assertThat(run.out())
        .containsPattern("A-1001 .* completed +0")
        .containsPattern("A-1003 .* compensated +1 +CARD_DECLINED: visa-linus does not cover 87.00")
        .containsPattern("A-1005 .* compensated +0 +OUT_OF_STOCK: fewer than 8 kettle on hand")
        .containsPattern("A-1007 .* compensated +2 +ADDRESS_REFUSED: nobody delivers to AQ")
        .contains("12 orders: 8 completed, 4 compensated, 0 failed, 0 parked; 3 undos ran.")
        .containsPattern("stock .* 118 = 118 +balanced")
        .containsPattern("money .* 78940 = 78940 +balanced")
        .containsPattern("cards .* 595000 = 595000 +balanced")
        .containsPattern("shipments .* 8 = 8 +balanced");
    assertThat(run.err()).startsWith("12 orders, ").contains("server", database().toString());
    assertThat(run.code()).isZero();
  }

  @Test
  void oneOfTwoOrdersGetsTheLastPiece() {
    order();

    assertThat(sql("SELECT outcome FROM orders WHERE id IN ('A-1009', 'A-1010') ORDER BY outcome"))
        .containsExactly("COMPENSATED", "COMPLETED");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          reserve=error,                             8,  4,  3,  3
          charge=crash-after,                        8,  4,  3,  3
          ship=timeout,                              8,  4,  3,  3
          charge=slow,                               8,  4,  3,  3
          release=error refund=crash-after,          8,  4,  3,  3
          release=timeout,                           8,  4,  3,  3
          reserve=permanent release=crash-after,     0, 12, 12, 12
          # the last piece is free again, so the second order for it may get as far as the first
          ship=permanent cancel=error,               0, 12, 28, 31
          """)
  void sagasHoldThroughFaults(
      String faults, int completed, int compensated, int leastUndos, int mostUndos)
      throws JsonProcessingException {
    List<String> arguments = new ArrayList<>(List.of("--json"));
    Stream.of(faults.split(" ")).forEach(fault -> arguments.addAll(List.of("--fault", fault)));

    CommandLineRun run = order(arguments.toArray(String[]::new));

    Tally tally = tally(run);
    assertThat(tally.undos()).isBetween(leastUndos, mostUndos);
    assertThat(tally).isEqualTo(new Tally(12, completed, compensated, 0, 0, tally.undos(), true));
    assertThat(run.code()).isZero();
  }

  @Test
  void anUndoThatFailsForGoodIsNotHidden() {
    CommandLineRun run = order("--fault", "refund=permanent");

    assertThat(run.out())
        .containsPattern("A-1007 .* failed +1 +ADDRESS_REFUSED: .*; not undone: \\[charge]")
        .containsPattern("money .* 78940 = 89340 +1 WRONG");
    assertThat(run.code()).isOne();
  }

  @Test
  void anUndoThatFailsForGoodCanWaitForAnOperator() throws JsonProcessingException {
    CommandLineRun run = order("--fault", "refund=permanent", "--park", "--json");

    assertThat(tally(run)).isEqualTo(new Tally(12, 8, 3, 0, 1, 1, false));
    assertThat(run.code()).isOne();
  }

  @Test
  void theSameLineAgainDoesNothingTwice() {
    CommandLineRun first = order("--json");
    List<String> effects = sql("SELECT key FROM step ORDER BY key");

    CommandLineRun second = order("--json");

    assertThat(second).isEqualTo(first);
    assertThat(sql("SELECT key FROM step ORDER BY key")).isEqualTo(effects).isNotEmpty();
  }

  @Test
  void anOrderWhoseEndNobodyNotedIsNotPlacedAgain() {
    CommandLineRun first = order("--json");
    List<String> effects = sql("SELECT key FROM step ORDER BY key");
    Jdbi.create(url()).useHandle(sql -> sql.execute("UPDATE orders SET outcome = NULL"));

    CommandLineRun second = order("--json");

    assertThat(second).isEqualTo(first);
    assertThat(sql("SELECT key FROM step ORDER BY key")).isEqualTo(effects);
  }

  @Test
  void booksThatDoNotBalanceAreAFailure() throws JsonProcessingException {
    order();
    Jdbi.create(url()).useHandle(sql -> sql.execute("UPDATE card SET available = available - 1"));

    CommandLineRun run = order("--json");

    assertThat(tally(run)).isEqualTo(new Tally(12, 8, 4, 0, 0, 3, false));
    assertThat(run.code()).isOne();
  }

  @Test
  void theJsonIsOneLineWithTheDocumentedKeys() {
    assertThat(order("--json").out())
        .isEqualToIgnoringNewLines(
            "{\"orders\":12,\"completed\":8,\"compensated\":4,\"failed\":0,\"parked\":0,"
                + "\"undos\":3,\"balanced\":true}");
  }

  private CommandLineRun order(String... options) {
    List<String> arguments = new ArrayList<>(List.of("order", "--db", database().toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(() -> TestServers.shared(server), arguments.toArray(String[]::new));
  }

  private static Tally tally(CommandLineRun run) throws JsonProcessingException {
    return new ObjectMapper().readValue(run.lastLine(), Tally.class);
  }

  private List<String> sql(String query) {
    return Jdbi.create(url()).withHandle(sql -> sql.createQuery(query).mapTo(String.class).list());
  }

  private String url() {
    return "jdbc:sqlite:" + database();
  }

  private Path database() {
    return folder.resolve("shop.db");
  }
}
