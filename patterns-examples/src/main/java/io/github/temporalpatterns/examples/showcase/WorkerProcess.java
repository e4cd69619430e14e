// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.Main;
import io.github.temporalpatterns.examples.runtime.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The worker of a release, in a process of its own, which ends when this one does. */
final class WorkerProcess implements Deployed {
  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one and waits until it works.
   *
   * @throws IllegalStateException if it ends instead
   */
  static WorkerProcess start(Path database, int release) {
    try {
      Process process =
          JavaProcess.builder(
                  Main.class, "showcase", "worker", "--release=" + release, "--db=" + database)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      WorkerProcess worker = new WorkerProcess(process);
      worker.awaitReady(release);
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(int release) throws IOException {
    BufferedReader output = process.inputReader();
    if (output.readLine() == null) {
      close();
      throw new IllegalStateException(
          "the worker of release %d ended with code %d".formatted(release, process.exitValue()));
    }
  }

  long id() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
