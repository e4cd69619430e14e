// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.MainProcesses;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each release in a process of its own. */
@Tag("real-server-only")
@Timeout(240)
final class ShowcaseProcessesTest {
  @TempDir private Path folder;
  private MainProcesses processes;
  private String db;

  @BeforeEach
  void nameFiles() {
    processes = new MainProcesses(folder);
    db = folder.resolve("shop.db").toString();
  }

  @AfterEach
  void killProcesses() throws InterruptedException {
    processes.killAll();
  }

  @Test
  void oneProcessTakesOverFromAnother() {
    CommandLineRun run = CommandLineRun.of(TemporalServer::configured, "showcase", "--db", db);

    assertThat(run.err())
        .containsSubsequence(
            "Release 1 works in process ", "The worker of release 1 is killed", "Release 2 works");
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsSequence(ShowcaseTest.TABLE)
        .contains("When the branch of release 1 may go:")
        .anyMatch(line -> line.startsWith("fraud-check -1 "))
        .anyMatch(line -> line.startsWith("The database agrees"));
    assertThat(run.code()).isZero();
    assertThat(ProcessHandle.current().children().filter(ShowcaseProcessesTest::isWorker))
        .isEmpty();
  }

  @Test
  void noWorkerOutlivesAShowcaseThatIsKilled() throws Exception {
    Process showcase = processes.start("showcase", "--db=" + db);
    Optional<ProcessHandle> worker = Optional.empty();
    while (worker.isEmpty()) {
      assertThat(showcase.waitFor(20, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
      worker = showcase.children().findFirst();
    }
    showcase.destroyForcibly().waitFor();

    assertThat(worker.get().onExit().get().isAlive()).isFalse();
  }

  private static boolean isWorker(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("showcase worker");
  }
}
