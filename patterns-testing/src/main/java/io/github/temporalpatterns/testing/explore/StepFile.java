// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sequences as text: an action a line, its argument after a blank, comments after {@code #}. */
final class StepFile {

  private StepFile() {}

  static String text(List<Step> steps) {
    return steps.stream().map(step -> "  " + step).collect(Collectors.joining("\n"));
  }

  static Path write(Path file, List<String> comments, List<Step> steps) {
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return Files.write(
          file,
          Stream.concat(
                  comments.stream().map(comment -> "# " + comment),
                  steps.stream().map(Step::toString))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the sequence " + file, e);
    }
  }

  static List<Step> read(Path file, Set<String> actions) {
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        String[] parts = text.split(" ", 2);
        if (!actions.contains(parts[0])) {
          throw new IllegalArgumentException(
              "%s:%d: there is no action \"%s\"; there are %s"
                  .formatted(file, number, parts[0], actions));
        }
        steps.add(new Step(parts[0], parts.length == 1 ? "" : parts[1]));
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(file + " has no action");
    }
    return steps;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the sequence " + file, e);
    }
  }
}
