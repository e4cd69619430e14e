// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.history.HistoryFiles;
import io.github.temporalpatterns.testing.internal.history.Scrubber;
import io.github.temporalpatterns.testing.internal.runs.Runs;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden histories: recorded once, kept in the repository and replayed in every build, so that a
 * change of a workflow's commands cannot go unnoticed.
 *
 * <p>Client side, tests only. A file holds one run as JSON in the format of Temporal's own command
 * line. It names the workflow id, because ids derived from it would not replay otherwise.
 */
public final class Histories {

  /** System property that makes {@link #golden} record, if its value is {@code record}. */
  public static final String PROPERTY = "patterns.test.histories";

  private Histories() {}

  /**
   * Returns a test for each {@code .json} file of a folder, subfolders included, to be returned by
   * a {@link org.junit.jupiter.api.TestFactory} method. It replays the run whole and cut off
   * between any two workflow tasks, because workers are replaced while runs are open.
   *
   * @param folder the folder
   * @param workflows the implementation classes of the workflows in the histories
   * @return the tests, named after the files; JUnit closes the stream
   * @throws IllegalArgumentException if the folder has no history
   */
  public static Stream<DynamicTest> tests(Path folder, Class<?>... workflows) {
    return tests(folder, replayOnly(workflows));
  }

  /**
   * As {@link #tests(Path, Class[])}, with the data converter and the interceptors of given
   * options.
   *
   * @param folder the folder
   * @param options options with the workflows of the histories
   * @return the tests, named after the files; JUnit closes the stream
   * @throws IllegalArgumentException if the folder has no history
   */
  public static Stream<DynamicTest> tests(Path folder, PatternEnvOptions options) {
    List<Path> files = HistoryFiles.in(folder);
    Replayer replayer = new Replayer(options);
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(),
                    file.toUri(),
                    () ->
                        check(
                            file, replayer.divergence(HistoryFiles.read(file), Integer.MAX_VALUE))))
        .onClose(replayer::close);
  }

  private static void check(Path file, Optional<String> divergence) {
    divergence.ifPresent(
        why -> {
          throw new AssertionError(file + " does not replay: " + why);
        });
  }

  /**
   * Compares the run of a scenario, and the runs that continue it, with those recorded in a folder:
   * {@code name.json}, {@code name.2.json} and so on. It compares what the data converter of the
   * environment's client reads. Ids, times, identities and queues do not count; neither do instants
   * in payloads, fractions of a second, and numbers whose name says that they are times or were
   * measured, such as {@code startedAt}, {@code elapsed} or {@code tookMillis}. With the system
   * property {@value #PROPERTY} set to {@code record}, writes the files instead and prints what
   * changed.
   *
   * @param scenario a scenario whose events have a fixed order, that is without races
   * @param folder the folder, made if it does not exist
   * @param name the file name without extension
   * @param ignoredFields names of JSON fields, in payloads, whose texts, numbers and flags do not
   *     count either
   * @return the files, in the order of the runs
   * @throws AssertionError if a run is not recorded, or its events differ; the message has them
   */
  public static List<Path> golden(
      Scenario<?> scenario, Path folder, String name, String... ignoredFields) {
    Scrubber scrubber = new Scrubber(Set.of(ignoredFields));
    boolean record = "record".equals(System.getProperty(PROPERTY));
    List<WorkflowExecutionHistory> runs = scenario.histories();
    List<Path> files =
        IntStream.range(0, runs.size()).mapToObj(i -> file(folder, name, i)).toList();
    for (int i = 0; i < runs.size(); i++) {
      Path file = files.get(i);
      WorkflowExecutionHistory now = runs.get(i);
      Optional<String> difference =
          Files.exists(file)
              ? Optional.of(
                  scrubber.difference(scenario.plain(HistoryFiles.read(file)), scenario.plain(now)))
              : Optional.empty();
      if (record) {
        print(file, difference.orElse("  + new"));
        HistoryFiles.write(now, file);
      } else {
        check(file, difference.orElse(null));
      }
    }
    return files;
  }

  private static void print(Path file, String difference) {
    System.out.printf("recorded %s%n%s%n", file, difference.isEmpty() ? "  same" : difference);
  }

  private static void check(Path file, @Nullable String difference) {
    String again = "; record it with -D" + PROPERTY + "=record";
    if (difference == null) {
      throw new AssertionError("there is no recorded history " + file + again);
    }
    if (!difference.isEmpty()) {
      throw new AssertionError(
          "the run differs from the recorded history " + file + again + "\n" + difference);
    }
  }

  /**
   * Returns a history in readable form: payloads without the codec of a client's data converter,
   * and failures with their messages. What cannot be read is described. The result is for people
   * and for {@link io.github.temporalpatterns.testing.coverage.Coverage}; it does not replay.
   *
   * @param client a client like the one that the run's worker had
   * @param history the history as a server gives it
   * @return another history of the same events
   */
  public static WorkflowExecutionHistory readable(
      WorkflowClient client, WorkflowExecutionHistory history) {
    return Plain.of(client.getOptions(), history.getWorkflowExecution().getWorkflowId())
        .of(history);
  }

  /**
   * Writes the run of a scenario, and the runs that continue it, to a folder: {@code name.json},
   * then {@code name.2.json} and so on. Existing files are replaced.
   *
   * @param scenario a scenario that was started
   * @param folder the folder, made if it does not exist
   * @param name the file name without extension
   * @return the files, in the order of the runs
   * @throws UncheckedIOException if a file cannot be written
   */
  public static List<Path> record(Scenario<?> scenario, Path folder, String name) {
    List<Path> files = new ArrayList<>();
    for (WorkflowExecutionHistory history : scenario.histories()) {
      files.add(HistoryFiles.write(history, file(folder, name, files.size())));
    }
    return files;
  }

  /**
   * Writes a run that a server has, such as a child's, to a file. An existing file is replaced.
   *
   * @param client a client of the run's namespace
   * @param run the workflow id, and the run id or nothing for the newest run
   * @param file the file, ending with {@code .json}; its folder is made if it does not exist
   * @return the file
   * @throws UncheckedIOException if the file cannot be written
   */
  public static Path record(WorkflowClient client, WorkflowExecution run, Path file) {
    return HistoryFiles.write(new Runs(client).history(run.getWorkflowId(), run.getRunId()), file);
  }

  private static Path file(Path folder, String name, int run) {
    return folder.resolve(name + (run == 0 ? "" : "." + (run + 1)) + ".json");
  }

  /**
   * Replays every {@code .json} file of a folder, subfolders included, with default options.
   *
   * @param folder the folder
   * @param workflows the implementation classes of the workflows in the histories
   * @return how many histories were replayed, at least 1
   * @throws AssertionError if a history does not replay; the message lists each file and the first
   *     difference in it
   * @throws IllegalArgumentException if the folder has no history, or a file is not one
   */
  public static int replayAll(Path folder, Class<?>... workflows) {
    try (PatternEnv env = PatternEnv.open(replayOnly(workflows))) {
      return replayAll(folder, env);
    }
  }

  private static PatternEnvOptions replayOnly(Class<?>... workflows) {
    return PatternEnvOptions.newBuilder()
        .setServer(PatternEnvOptions.Server.EMBEDDED)
        .setWorkflows(workflows)
        .build();
  }

  /**
   * Replays every {@code .json} file of a folder, subfolders included, on the main worker of an
   * environment, with its data converter and interceptors; each beginning of a run, too.
   *
   * @param folder the folder
   * @param env an environment whose main worker has the workflows of the histories
   * @return how many histories were replayed, at least 1
   * @throws AssertionError if a history does not replay; the message lists each file and the first
   *     difference in it
   * @throws IllegalArgumentException if the folder has no history, or a file is not one
   */
  public static int replayAll(Path folder, PatternEnv env) {
    List<Path> files = HistoryFiles.in(folder);
    List<String> diverged = new ArrayList<>();
    for (Path file : files) {
      Replayer.divergence(env.worker(), HistoryFiles.read(file), Integer.MAX_VALUE)
          .ifPresent(why -> diverged.add("\n  " + folder.relativize(file) + ": " + why));
    }
    if (!diverged.isEmpty()) {
      throw new AssertionError(
          "%d of %d histories in %s do not replay:%s"
              .formatted(diverged.size(), files.size(), folder, String.join("", diverged)));
    }
    return files.size();
  }
}
