// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process like this one. */
public final class JavaProcess {

  private JavaProcess() {}

  /**
   * Prepares a process with the same Java, class path and Java options, but for agents.
   *
   * @param main the class to run
   * @param arguments what it gets
   */
  public static ProcessBuilder builder(Class<?> main, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("--"))
        .forEach(line::add);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line);
  }
}
