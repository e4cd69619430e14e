// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.TestServers;
import io.github.temporalpatterns.examples.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever cannot be used is refused by one line and exit code 2, before anything is scheduled. */
final class AuditBadInputTest {
  @TempDir private Path folder;
  private Path repository;
  private Path database;

  @BeforeEach
  void prepare() throws Exception {
    repository = folder.resolve("repository");
    database = folder.resolve("audit.db");
    new RepositoryOnDisk(repository).add("a");
  }

  @Test
  void noDirectory() {
    Path nowhere = folder.resolve("nowhere");

    assertRefused(nowhere + ": no such directory", nowhere);
  }

  @Test
  void aFileForADirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertRefused(file + " is not a directory", file);
  }

  @Test
  void aDirectoryWithoutArtifacts() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertRefused(empty + " has no artifacts: no .jar, no .pom, no .sha1", empty);
  }

  @Test
  void aLockedDatabase() {
    try (Handle other = Jdbi.open("jdbc:sqlite:" + database)) {
      other.execute("BEGIN EXCLUSIVE");

      assertRefused(database + " is locked by another process", repository);
    }
  }

  @Test
  void aDatabaseThatIsNone() throws IOException {
    Files.writeString(database, "not a database, but long enough to be mistaken for its header");

    assertRefused(database + " is not a SQLite database", repository);
  }

  @Test
  void aDatabaseOfAnotherExample() {
    Shop.open(database).close();

    assertRefused(database + " is a database, but not of this example", repository);
  }

  @Test
  void aReportThatCannotBeWritten() throws IOException {
    Path page = folder.resolve("nowhere/page.html");
    assertRefused(
        page + " cannot be written: no such file or directory", repository, "--report", page);

    Path directory = Files.createDirectory(folder.resolve("page.html"));
    assertRefused(
        directory + " cannot be written: Is a directory", repository, "--report", directory);
  }

  @Test
  void nothingToRepeat() {
    assertRefused(
        "%s has no finished audit of %s".formatted(database, repository), repository, "--redrive");
  }

  @Test
  void anUnknownOption() {
    assertRefused("Unknown option: '--repair'", repository, "--repair");
  }

  private void assertRefused(String complaint, Object... arguments) {
    List<String> line = new ArrayList<>(List.of("audit", "--db", database.toString()));
    for (Object argument : arguments) {
      line.add(argument.toString());
    }

    CommandLineRun run = CommandLineRun.of(TestServers::untouchable, line.toArray(String[]::new));

    assertThat(run.err().lines()).containsExactly("examples audit: " + complaint);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }
}
