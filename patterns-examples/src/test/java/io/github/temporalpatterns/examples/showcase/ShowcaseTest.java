// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.runtime.TestServers;
import io.github.temporalpatterns.examples.shop.Shop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both releases in one process, the books that are checked at the end, and what stops it. */
@Timeout(120)
final class ShowcaseTest {

  /** What the table says, on whichever server. */
  static final String[] TABLE = {
    "order steps of what happened result",
    "1-done release 1 delivered before release 2 was there completed",
    "1-nowhere release 1 charged, then the carrier refused it compensated, 3 undone",
    "1-paused release 1 paused by ann after its first step completed",
    "1-carrier release 1 waited behind an open breaker completed",
    "1-lost release 1 killed between charge and answer completed",
    "2-plain release 2 fraud score 0.12 completed",
    "2-nowhere release 2 refused when it was checked compensated",
    "2-approved release 2 fraud score 0.59, approve by ann completed",
    "2-rejected release 2 fraud score 0.71, reject by ann compensated, 1 undone"
  };

  @TempDir private Path folder;
  private Path db;

  @BeforeEach
  void nameDatabase() {
    db = folder.resolve("shop.db");
  }

  @Test
  void ordersOfBothReleasesEndAsTheyBegan() {
    CommandLineRun run = showcase();

    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsSequence(TABLE)
        .anyMatch(line -> line.startsWith("The database agrees"))
        .anyMatch(line -> line.startsWith("Left out"));
    assertThat(run.code()).isZero();

    CommandLineRun again =
        CommandLineRun.of(TestServers::untouchable, "showcase", "--db", db.toString());
    assertThat(again.err()).contains(db + " has orders already");
    assertThat(again.code()).isEqualTo(2);
  }

  @Test
  void namesWhatIsMissing() {
    Shop.open(db).close();
    SqliteFile.database(db)
        .useHandle(sql -> sql.execute("INSERT INTO product VALUES ('teapot', 5, 4)"));

    CommandLineRun run = showcase();

    assertThat(run.out().lines())
        .containsSequence(
            "Not as it should be:", "  stock of teapot: 5 at first, but 4 on hand and 0 sold");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void givesUpInTime() {
    // An answer that gets lost is missed after three seconds.
    CommandLineRun run = showcase("--limit", "1");

    assertThat(run.err()).contains("Given up after 1 seconds: waited for ");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void asksAServerThatIsGoneOnlyOnceToEndOrders() {
    AtomicInteger asked = new AtomicInteger();
    CommandLineRun run =
        CommandLineRun.of(
            () -> TestServers.goneAtTheEnd(asked::incrementAndGet),
            "showcase",
            "--db=" + db,
            "--limit=1");

    assertThat(run.err())
        .containsSubsequence("Given up after 1 seconds", "Orders may be left open on the server");
    assertThat(asked).hasValue(1);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void refusesBadInput() {
    assertThat(CommandLineRun.of(TestServers::untouchable, "showcase", "--limit", "0"))
        .isEqualTo(
            new CommandLineRun(
                2, "", "examples showcase: --limit must be between 1 and 3600%n".formatted()));
  }

  private CommandLineRun showcase(String... options) {
    List<String> line = new ArrayList<>(List.of("showcase", "--db", db.toString()));
    line.addAll(List.of(options));
    return CommandLineRun.of(TemporalServer::startInProcess, line.toArray(String[]::new));
  }
}
