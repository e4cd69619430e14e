// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.runtime.TestServers;
import io.github.temporalpatterns.testing.batch.KillAnywhere;
import io.github.temporalpatterns.testing.batch.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line once, and what is no reading skipped. */
final class ImportTest {
  @TempDir private Path folder;

  @Test
  void importsEveryLineOnceWhereverItIsStopped() throws IOException {
    Path file =
        Files.write(
            folder.resolve("rows.csv"),
            List.of("a,mon,1.0", "b,mon,2.0", "c,mon,hot", "d,mon,-4.5", "e,mon,5.0"));
    Path db = folder.resolve("readings.db");
    try (SqliteFile database = SqliteFile.open(db, 1, ImportCommand.class)) {
      KillAnywhere.of(Imports.class, world -> imports(database.database(), db, world))
          .calling((imports, from) -> imports.importFile(file.toString()))
          .redoingAtMost(2) // the group, which was rolled back
          .thenChecking(
              world ->
                  assertThat(column(database.database(), "SELECT station FROM reading"))
                      .containsExactly("a", "b", "d", "e"))
          .verify();
    }
  }

  @Test
  @Tag("real-server")
  void importsOnTheCommandLineAndNothingTheSecondTime() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), "a,mon,1.0\nb,mon,hot\nc,mon,3.0\n");
    String db = folder.resolve("readings.db").toString();
    String[] line = {"import", file.toString(), "--db", db};
    CommandLineRun first = CommandLineRun.of(TestServers::open, line);
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .isEqualToNormalizingNewlines(
            "2 readings in %s, 1 lines skipped%n  line 2: BAD_LINE: no reading: b,mon,hot%n"
                .formatted(db));
    assertThat(CommandLineRun.of(TestServers::open, line).out()).isEqualTo(first.out());
  }

  @Test
  void makesUpReadings() {
    CommandLineRun run = CommandLineRun.of(TestServers::open, "import");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("19997 readings in ").contains(", 3 lines skipped");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    CommandLineRun run = CommandLineRun.of(TestServers::untouchable, "import", "nowhere.csv");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("nowhere.csv cannot be read");
  }

  /** All runs share a file; each begins with empty tables. */
  private static Imports imports(Jdbi database, Path db, World world) {
    database.useHandle(
        sql -> {
          sql.execute("DELETE FROM reading");
          sql.execute("DELETE FROM patterns_batch_part");
          sql.execute("DELETE FROM patterns_batch_skip");
        });
    return new Watched(SqliteFile.dataSource(db), world);
  }

  private static List<String> column(Jdbi database, String query) {
    return database.withHandle(sql -> sql.createQuery(query).mapTo(String.class).list());
  }

  /** Tells the world of each line that is inserted. */
  private static final class Watched extends SqlImports {
    private final World world;

    Watched(DataSource database, World world) {
      super(database, 2);
      this.world = world;
    }

    @Override
    void insert(String line, long position, Connection connection) throws SQLException {
      world.effect(line, () -> super.insert(line, position, connection));
    }
  }
}
