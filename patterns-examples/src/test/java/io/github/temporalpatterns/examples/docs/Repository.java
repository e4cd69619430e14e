// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's files, as the tests of the documentation read them. */
final class Repository {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Repository() {}

  /** All Markdown that the project wrote for its readers. */
  static List<Path> pages() {
    return Stream.of(
            files(ROOT, 1),
            files(ROOT.resolve("docs"), 9),
            files(ROOT.resolve("patterns-examples"), 1))
        .flatMap(List::stream)
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  static List<Path> files(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file as its readers know it, from the root and with slashes. */
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
