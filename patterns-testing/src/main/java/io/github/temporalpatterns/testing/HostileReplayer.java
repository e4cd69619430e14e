// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.history.HistoryFiles;
import io.github.temporalpatterns.testing.internal.history.RecordedNames;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The main class of the JVM that {@link HostileReplay} starts: a question a line, until the end.
 */
final class HostileReplayer {
  static final String MARK = "\u0001replay ";
  static final String READY = "ready";
  static final String SEPARATOR = "\t";

  private final Map<String, PatternEnv> environments = new HashMap<>();
  private final RecordedNames names = new RecordedNames();

  private HostileReplayer() {}

  /** The order in which this JVM iterates over small sets, drawn when it started. */
  static String order() {
    return String.join("", Set.of("a", "b"));
  }

  /**
   * Answers until the questions end.
   *
   * @param arguments the set order that this JVM must not have
   */
  public static void main(String[] arguments) throws IOException {
    if (!order().equals(arguments[0])) {
      new HostileReplayer().serve();
    }
    // Workers that replayed would keep the process alive for a while.
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws IOException {
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    answers.println(MARK + READY);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      int end = line.indexOf(SEPARATOR);
      answers.println(
          MARK
              + divergence(
                  Path.of(line.substring(0, end)), line.substring(end + SEPARATOR.length())));
    }
  }

  private String divergence(Path file, String recipe) {
    try {
      PatternEnv env = environments.computeIfAbsent(recipe, this::open);
      WorkflowExecutionHistory history = HistoryFiles.read(file);
      names.expect(history.getEvents());
      Optional<String> why = Replays.divergence(env.worker(), history);
      // Workflows that a test registers by a function exist only there.
      return why.filter(text -> !text.contains("Unknown workflow type")).orElse("");
    } catch (RuntimeException e) {
      return e.toString().lines().findFirst().orElse("no reason given");
    }
  }

  private PatternEnv open(String recipe) {
    return PatternEnv.open(HostileRecipe.decoded(recipe).options(names));
  }
}
