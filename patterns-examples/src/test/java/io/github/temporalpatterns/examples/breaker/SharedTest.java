// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.runtime.MainProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes share a breaker: one opens it, and the other stops calling, too. */
@Tag("real-server-only")
@Timeout(120)
final class SharedTest {
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
  void theProcessWithoutAFailureStopsToo() throws Exception {
    String name = "--name=carrier-" + UUID.randomUUID();
    Process sound = processes.start("breaker", "shared", name, "--seconds=60");
    Process failing = processes.start("breaker", "shared", name, "--seconds=60", "--failing");

    awaitStop(sound);
    awaitStop(failing);
  }

  private void awaitStop(Process process) throws IOException, InterruptedException {
    Path output = processes.output(process);
    while (!Files.readString(output).contains(" stops: opened: ")) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    }
  }
}
