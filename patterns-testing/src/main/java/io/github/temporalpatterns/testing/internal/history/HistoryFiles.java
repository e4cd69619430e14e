// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Histories as files: where they lie, and how they are read and written. */
public final class HistoryFiles {
  private static final int LONGEST_NAME = 100;

  private HistoryFiles() {}

  /** Names the file of a run so that no other run has it. */
  public static Path file(Path folder, String workflowId, String runId) {
    String name = clean(workflowId);
    // A workflow id may be longer than a file's name may.
    String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return folder.resolve(start + "-" + runId.substring(0, 8) + ".json");
  }

  public static String clean(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]+", "_");
  }

  public static Path write(WorkflowExecutionHistory history, Path file) {
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

  public static List<Path> in(Path folder) {
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

  public static WorkflowExecutionHistory read(Path file) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(file));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(file + " is not a workflow history", e);
    }
  }
}
