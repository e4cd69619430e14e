// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Golden histories: recorded once, kept in the repository and replayed in every build, so that a
 * change of a workflow's commands cannot go unnoticed.
 *
 * <p>Client side, tests only. A file holds one run as JSON in the format of Temporal's own command
 * line, and names the workflow id, without which ids derived from it would not replay.
 */
public final class Histories {
  private Histories() {}

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
      String suffix = files.isEmpty() ? "" : "." + (files.size() + 1);
      files.add(write(history, folder.resolve(name + suffix + ".json")));
    }
    return files;
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
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder()
            .setServer(PatternEnvOptions.Server.EMBEDDED)
            .setWorkflows(workflows)
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      return replayAll(folder, env);
    }
  }

  /**
   * Replays every {@code .json} file of a folder, subfolders included, on the main worker of an
   * environment, with its data converter and interceptors.
   *
   * @param folder the folder
   * @param env an environment whose main worker has the workflows of the histories
   * @return how many histories were replayed, at least 1
   * @throws AssertionError if a history does not replay; the message lists each file and the first
   *     difference in it
   * @throws IllegalArgumentException if the folder has no history, or a file is not one
   */
  public static int replayAll(Path folder, PatternEnv env) {
    List<Path> files = files(folder);
    List<String> diverged = new ArrayList<>();
    for (Path file : files) {
      Replays.divergence(env.worker(), read(file))
          .ifPresent(why -> diverged.add("\n  " + folder.relativize(file) + ": " + why));
    }
    if (!diverged.isEmpty()) {
      throw new AssertionError(
          "%d of %d histories in %s do not replay:%s"
              .formatted(diverged.size(), files.size(), folder, String.join("", diverged)));
    }
    return files.size();
  }

  static Path write(WorkflowExecutionHistory history, Path file) {
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return Files.writeString(file, history.toJson(true) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history " + file, e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> files = tree.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException("there is no history (*.json) in " + folder);
      }
      return files;
    } catch (IOException e) {
      throw new IllegalArgumentException("there is no folder of histories " + folder, e);
    }
  }

  private static WorkflowExecutionHistory read(Path file) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(file));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(file + " is not a workflow history", e);
    }
  }
}
