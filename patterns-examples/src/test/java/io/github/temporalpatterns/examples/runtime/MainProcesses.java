// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.github.temporalpatterns.examples.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of the examples' command line, as a user starts them. */
public final class MainProcesses {
  private final Path folder;
  private final List<Process> all = new ArrayList<>();

  /** Keeps the outputs in a folder. */
  public MainProcesses(Path folder) {
    this.folder = folder;
  }

  /** Starts one more. */
  public Process start(String... arguments) throws IOException {
    Process process =
        JavaProcess.builder(Main.class, arguments)
            .redirectOutput(folder.resolve("output-" + all.size()).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    all.add(process);
    return process;
  }

  /** {@return where the standard output of a process goes} */
  public Path output(Process process) {
    return folder.resolve("output-" + all.indexOf(process));
  }

  /** Leaves none behind. */
  public void killAll() throws InterruptedException {
    for (Process process : all) {
      process.destroyForcibly().waitFor();
    }
  }
}
