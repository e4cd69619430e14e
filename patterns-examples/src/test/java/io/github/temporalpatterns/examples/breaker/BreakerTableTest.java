// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.TestServers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of what a dead service costs in each way. */
@Tag("real-server")
final class BreakerTableTest {
  private static final int TITLE = 22;
  private static final long PARCELS = 10;

  /** The numbers of a row. */
  private record Row(long hits, long burned, long answered, long failed, long rejected) {

    static Row of(List<Long> numbers) {
      return new Row(
          numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
    }
  }

  @Test
  void hasARowForEachScope() {
    Map<String, Row> table = print("--down=500", "--runs=2", "--parcels=5");

    assertThat(table.keySet())
        .containsExactly(
            "without a breaker",
            "workflow's, rejecting",
            "workflow's, waiting",
            "worker's",
            "shared by two workers");
    assertThat(table.values())
        .allSatisfy(row -> assertThat(row.burned()).isGreaterThanOrEqualTo(row.hits()).isPositive())
        .allSatisfy(
            row -> assertThat(row.answered() + row.failed() + row.rejected()).isEqualTo(PARCELS));
    assertThat(List.of(table.get("worker's"), table.get("shared by two workers")))
        .allSatisfy(row -> assertThat(row.answered()).isEqualTo(PARCELS));
  }

  private static Map<String, Row> print(String... options) {
    List<String> line = new ArrayList<>(List.of("breaker"));
    line.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(TestServers::open, line.toArray(String[]::new));
    assertThat(run.code()).isZero();
    Map<String, Row> table = new LinkedHashMap<>();
    run.out().lines().skip(1).forEach(row -> table.put(title(row), numbers(row)));
    return table;
  }

  private static String title(String row) {
    return row.substring(0, TITLE).strip();
  }

  private static Row numbers(String row) {
    return Row.of(Stream.of(row.substring(TITLE).strip().split(" +")).map(Long::valueOf).toList());
  }
}
