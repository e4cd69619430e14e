// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A dev server on this machine, seen from outside: its processor time and its database file. */
record ServerProcess(ProcessHandle process, List<String> arguments) {

  /** Finds the dev server that was started with a port; empty if it runs elsewhere. */
  static Optional<ServerProcess> onPort(String port) {
    return ProcessHandle.allProcesses()
        .map(
            process ->
                new ServerProcess(
                    process, Arrays.asList(process.info().arguments().orElse(new String[0]))))
        .filter(server -> server.arguments.contains("start-dev"))
        .filter(server -> server.option("--port").filter(port::equals).isPresent())
        .findFirst();
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The size of its database, log included; empty if it keeps it in memory. */
  Optional<Long> databaseBytes() {
    return option("--db-filename").map(file -> size(file) + size(file + "-wal"));
  }

  private Optional<String> option(String name) {
    int at = arguments.indexOf(name);
    return at < 0 || at + 1 == arguments.size()
        ? Optional.empty()
        : Optional.of(arguments.get(at + 1));
  }

  private static long size(String file) {
    try {
      Path path = Path.of(file);
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
