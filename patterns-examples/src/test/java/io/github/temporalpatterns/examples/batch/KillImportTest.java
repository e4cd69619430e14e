// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.runtime.MainProcesses;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker dies in the middle; the server notices by the heartbeats that fail to come. */
@Tag("real-server-only")
@Timeout(240)
final class KillImportTest {
  private static final int LINES = 200_000;

  @TempDir private Path folder;
  private MainProcesses processes;

  @BeforeEach
  void prepareProcesses() {
    processes = new MainProcesses(folder);
  }

  @AfterEach
  void killProcesses() throws InterruptedException {
    processes.killAll();
  }

  @Test
  void theSameLineFinishesWhatAKilledProcessBegan() throws Exception {
    Path file =
        Files.write(
            folder.resolve("rows.csv"),
            IntStream.range(0, LINES).mapToObj(i -> "s%d,mon,1.0".formatted(i)).toList());
    Path db = folder.resolve("readings.db");
    SqliteFile.open(db, ImportCommand.APPLICATION, ImportCommand.class).close();
    Jdbi database = SqliteFile.database(db);

    Process killed = start(file, db);
    while (readings(database) == 0) {
      assertThat(killed.waitFor(5, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    }
    killed.destroyForcibly().waitFor();
    assertThat(readings(database)).isBetween(1, LINES - 1);

    Process next = start(file, db);
    assertThat(next.waitFor()).isZero();
    assertThat(Files.readString(processes.output(next)))
        .startsWith("%d readings in ".formatted(LINES))
        .contains(", 0 lines skipped");
    assertThat(readings(database)).isEqualTo(LINES);
  }

  private Process start(Path file, Path db) throws IOException {
    return processes.start("import", file.toString(), "--db", db.toString());
  }

  private static int readings(Jdbi database) {
    return database.withHandle(
        sql -> sql.createQuery("SELECT COUNT(*) FROM reading").mapTo(Integer.class).one());
  }
}
