// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.runtime.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories with and without damage, on whichever server the suite runs on. */
@Tag("real-server")
@Timeout(120)
final class AuditCommandTest {
  private static final int PROJECTS = 15;

  private static TemporalServer server;

  @TempDir private Path folder;
  private RepositoryOnDisk repository;

  @BeforeAll
  static void openServer() {
    server = TestServers.open();
  }

  @AfterAll
  static void closeServer() {
    server.close();
  }

  @BeforeEach
  void fillRepository() throws Exception {
    repository = new RepositoryOnDisk(folder.resolve("repository"));
    for (int i = 0; i < PROJECTS; i++) {
      repository.add("p" + i);
    }
  }

  @Test
  void aWholeRepositoryIsVerified() throws IOException {
    CommandLineRun run = audit("--json");

    assertFigures(run, 2 * PROJECTS, 2 * PROJECTS, 0, 0, 0);
    assertThat(run.err()).startsWith("Audit of " + repository.root().toRealPath());
    assertThat(run.code()).isZero();
  }

  @Test
  void plantedDamageIsFoundExactly() throws Exception {
    damage();

    CommandLineRun run = audit("--json");

    assertFigures(run, 2 * PROJECTS, 2 * PROJECTS - 5, 2, 2, 1);
    assertThat(run.code()).isOne();
    assertThat(sql("SELECT path || ' ' || outcome FROM finding ORDER BY path"))
        .containsExactly(
            RepositoryOnDisk.path("p11", "jar") + " DAMAGED",
            RepositoryOnDisk.path("p13", "pom") + " MISSING",
            RepositoryOnDisk.path("p3", "jar") + " DAMAGED",
            RepositoryOnDisk.path("p5", "jar") + " MISSING",
            RepositoryOnDisk.path("p7", "jar") + " UNREADABLE");
    assertThat(sql("SELECT COUNT(*) FROM artifact WHERE outcome = 'VERIFIED'"))
        .containsExactly(String.valueOf(2 * PROJECTS - 5));
  }

  @Test
  void aRedriveChecksOnlyWhatWasNotVerified() throws Exception {
    damage();
    audit("--json");
    repository.add("p3");
    repository.add("p5");

    CommandLineRun first = audit("--json", "--redrive");
    assertFigures(first, 5, 2, 1, 1, 1);
    assertThat(first.code()).isOne();

    for (String name : List.of("p11", "p13", "p7")) {
      Files.deleteIfExists(repository.jar(name));
      repository.add(name);
    }
    CommandLineRun second = audit("--json", "--redrive");
    assertFigures(second, 3, 3, 0, 0, 0);
    assertThat(second.code()).isZero();

    CommandLineRun third = audit("--json", "--redrive");
    assertFigures(third, 0, 0, 0, 0, 0);
    assertThat(third.code()).isZero();
  }

  @Test
  void peopleGetLinesAndAPageThatNeedsNothingElse() throws Exception {
    damage();
    Files.move(repository.jar("p3"), repository.root().resolve("<b>&.jar"));
    Path page = folder.resolve("page.html");

    CommandLineRun run = audit("--report", page.toString());

    assertThat(run.out())
        .containsPattern("damaged +<b>&.jar\\R +broken jar: zip END header not found")
        .containsPattern("unreadable +" + RepositoryOnDisk.path("p7", "jar"))
        .contains("31 artifacts, 0 MB: 25 verified, 2 damaged, 3 missing, 1 unreadable; ")
        .contains(page.toUri().toString(), "sqlite3 " + database());
    assertThat(Files.readString(page))
        .startsWith("<!doctype html>")
        .contains("<title>6 of 31 artifacts need attention</title>")
        .contains("<code>" + RepositoryOnDisk.path("p7", "jar") + "</code>")
        .contains("<code>&lt;b&gt;&amp;.jar</code>")
        .contains("<svg viewBox=", "<rect class=\"broken\"", "prefers-color-scheme: dark")
        .doesNotContainPattern("(?i)(src|href)=|url\\(|@import|https?:|\\{\\{");
  }

  @Test
  void everyAuditIsARunOfItsOwnAndKeepsItsResults() throws Exception {
    audit("--json");
    RepositoryOnDisk.flip(repository.jar("p2"));

    assertFigures(audit("--json"), 2 * PROJECTS, 2 * PROJECTS - 1, 1, 0, 0);

    assertThat(
            sql(
                "SELECT SUM(outcome = 'VERIFIED') || ' of ' || COUNT(*) FROM artifact GROUP BY run"))
        .containsExactly("30 of 30", "29 of 30");
  }

  /** Two damaged, two missing, one unreadable. */
  private void damage() throws Exception {
    RepositoryOnDisk.flip(repository.jar("p11"));
    RepositoryOnDisk.truncate(repository.jar("p3"));
    Files.delete(Artifacts.checksum(repository.jar("p5")));
    Files.delete(repository.pom("p13"));
    RepositoryOnDisk.block(repository.jar("p7"));
  }

  private CommandLineRun audit(String... options) {
    List<String> line = new ArrayList<>(List.of("audit", repository.root().toString()));
    line.addAll(List.of("--db", database().toString()));
    line.addAll(List.of(options));
    return CommandLineRun.of(() -> TestServers.shared(server), line.toArray(String[]::new));
  }

  private static void assertFigures(
      CommandLineRun run, int artifacts, int verified, int damaged, int missing, int unreadable)
      throws JsonProcessingException {
    assertThat(run.out().lines()).hasSize(1);
    Figures figures = new ObjectMapper().readValue(run.lastLine(), Figures.class);
    assertThat(figures)
        .isEqualTo(
            new Figures(artifacts, verified, damaged, missing, unreadable, figures.seconds()));
  }

  private List<String> sql(String query) {
    return Jdbi.create("jdbc:sqlite:" + database())
        .withHandle(sql -> sql.createQuery(query).mapTo(String.class).list());
  }

  private Path database() {
    return folder.resolve("audit.db");
  }
}
