// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The coverage of all tests of a JVM, as {@code workflow-coverage.html} and {@code
 * workflow-coverage.txt}.
 *
 * <p>On with the system property {@code patterns.test.coverage}, whose value is {@code true} for
 * the folder {@code target/patterns-testing}, or another folder. Each environment adds to it when
 * it closes, and the files are written anew each time, so that they are there however a suite ends.
 * Safe for use by several threads.
 */
public final class CoverageReport {
  private static final String PROPERTY = "patterns.test.coverage";
  private static final Coverage ALL = new Coverage();

  private CoverageReport() {}

  /**
   * Adds to the report and writes it, if the system property asks for one.
   *
   * @param coverage gives what was exercised; not called otherwise
   * @throws UncheckedIOException if the files cannot be written
   */
  public static void add(Supplier<Coverage> coverage) {
    String value = System.getProperty(PROPERTY, "false");
    if (!value.equals("false")) {
      Path folder = value.equals("true") ? Path.of("target", "patterns-testing") : Path.of(value);
      Coverage added = coverage.get();
      synchronized (ALL) {
        write(ALL.add(added), folder);
      }
    }
  }

  /**
   * Writes a coverage as text and as HTML.
   *
   * @param coverage what was exercised
   * @param folder made if needed
   * @throws UncheckedIOException if the files cannot be written
   */
  public static void write(Coverage coverage, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("workflow-coverage.txt"), coverage.text());
      Files.writeString(folder.resolve("workflow-coverage.html"), coverage.html());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the coverage report to " + folder, e);
    }
  }
}
