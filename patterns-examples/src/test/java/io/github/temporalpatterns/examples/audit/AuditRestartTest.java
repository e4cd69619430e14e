// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.runtime.MainProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed in the middle; the server and the database remember. */
@Tag("real-server-only")
@Timeout(240)
final class AuditRestartTest {
  private static final int PROJECTS = 60;

  @TempDir private Path folder;
  private MainProcesses processes;
  private RepositoryOnDisk repository;

  @BeforeEach
  void fillRepository() throws Exception {
    processes = new MainProcesses(folder);
    repository = new RepositoryOnDisk(folder.resolve("repository"));
    for (int i = 0; i < PROJECTS; i++) {
      repository.add("p" + i);
    }
    RepositoryOnDisk.flip(repository.jar("p17"));
    Files.delete(Artifacts.checksum(repository.pom("p44")));
  }

  @AfterEach
  void killProcesses() throws InterruptedException {
    processes.killAll();
  }

  @Test
  void whatAKilledProcessLeavesTheSameLineFinishes() throws Exception {
    Path killed = folder.resolve("killed.db");
    Path jar = repository.jar("p30");
    byte[] content = Files.readAllBytes(jar);
    // Whoever reads a pipe that nobody writes waits, so this run cannot end before it is killed.
    Files.delete(jar);
    assertThat(new ProcessBuilder("mkfifo", jar.toString()).start().waitFor()).isZero();
    AuditFile.open(killed).close();
    Process process = audit(killed);
    while (checked(killed) == 0) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    }
    process.destroyForcibly().waitFor();
    Files.delete(jar);
    Files.write(jar, content);
    assertThat(checked(killed)).isBetween(1, 2 * PROJECTS - 1);

    Figures afterRestart = end(audit(killed));

    Path unbroken = folder.resolve("unbroken.db");
    Figures withoutKill = end(audit(unbroken));
    assertThat(afterRestart)
        .isEqualTo(new Figures(2 * PROJECTS, 118, 1, 1, 0, afterRestart.seconds()));
    assertThat(results(killed)).hasSize(2 * PROJECTS).isEqualTo(results(unbroken));
    assertThat(number(killed, "SELECT COUNT(*) FROM run")).as("runs").isOne();
    assertThat(withoutKill.verified()).isEqualTo(118);
  }

  private Process audit(Path database) throws IOException {
    return processes.start("audit", repository.root().toString(), "--json", "--db=" + database);
  }

  private Figures end(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor()).isOne();
    return new ObjectMapper().readValue(processes.output(process).toFile(), Figures.class);
  }

  private static int checked(Path database) {
    return number(database, "SELECT COUNT(outcome) FROM artifact");
  }

  private static List<String> results(Path database) {
    return Jdbi.create("jdbc:sqlite:" + database)
        .withHandle(
            sql ->
                sql.createQuery(
                        "SELECT path || outcome || reason || bytes FROM artifact ORDER BY number")
                    .mapTo(String.class)
                    .list());
  }

  private static int number(Path database, String query) {
    return Jdbi.create("jdbc:sqlite:" + database)
        .withHandle(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }
}
