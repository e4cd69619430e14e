// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.MainProcesses;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker process is killed, once at work and once paused; the server remembers. */
@Tag("real-server-only")
@Timeout(240)
final class ReindexRestartTest {
  private static final int FILES = 20;

  @TempDir private Path folder;
  private MainProcesses processes;
  private Path tree;
  private Path db;
  private Jdbi database;

  @BeforeEach
  void plant() throws IOException {
    processes = new MainProcesses(folder);
    tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(tree.resolve("file%02d".formatted(i)), "content");
    }
    db = folder.resolve("index.db");
    SqliteFile.open(db, ReindexCommand.APPLICATION, ReindexCommand.class).close();
    database = SqliteFile.database(db);
  }

  @AfterEach
  void killProcesses() throws InterruptedException {
    processes.killAll();
  }

  @Test
  void goesOnWhereItWas() throws Exception {
    Process first = start();
    awaitFiles(2, first);
    kill(first);
    int kept = indexed();

    Process second = start();
    awaitFiles(kept + 1, second);
    assertThat(command("pause", "--reason", "the night")).startsWith("PAUS");
    while (!command("status").startsWith("PAUSED")) {
      assertThat(second.waitFor(20, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    }
    int paused = indexed();
    kill(second);

    Process third = start();
    assertThat(command("status")).startsWith("PAUSED, %d of %d files".formatted(paused, FILES));
    assertThat(command("resume")).startsWith("RUNNING");
    assertThat(third.waitFor()).isZero();
    assertThat(Files.readString(processes.output(third)))
        .isEqualTo("%d of %1$d files, %d bytes%n".formatted(FILES, FILES * 7));
    assertThat(indexed()).isEqualTo(FILES);
    assertThat(kept).isLessThan(FILES);
    assertThat(paused).isLessThan(FILES);
  }

  private Process start() throws IOException {
    return processes.start("reindex", "--dir=" + tree, "--db=" + db, "--batch=1", "--delay=100");
  }

  private void awaitFiles(int count, Process process) throws InterruptedException {
    while (indexed() < count) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    }
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private String command(String name, String... options) {
    List<String> line = new ArrayList<>(List.of("reindex", name, "--dir", tree.toString()));
    line.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(TemporalServer::configured, line.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private int indexed() {
    return database.withHandle(
        sql -> sql.createQuery("SELECT COUNT(*) FROM file").mapTo(Integer.class).one());
  }
}
