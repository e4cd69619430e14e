// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.runtime.BadInput;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Plays random sequences against Resilience4j. The harness needs the bare state machine, which is
 * not public, so it is a test of the core, and this starts it there.
 */
final class Sequences {
  private static final int HOW_MANY = 1_000_000;

  private final PrintStream out;

  Sequences(PrintStream out) {
    this.out = out;
  }

  /** Returns how many sequences it played, and how many of them nobody can explain. */
  Map<String, Object> run() {
    Path home = home();
    Path report = home.resolve("patterns-core/target/differential.json");
    boolean windows = File.separatorChar == '\\';
    ProcessBuilder test =
        new ProcessBuilder(
                home.resolve(windows ? "mvnw.cmd" : "mvnw").toString(),
                "-q",
                "-B",
                "-pl",
                "patterns-core",
                "-Dtest=DifferentialTest",
                "-Dspotless.check.skip",
                "-Dpatterns.breaker.sequences=" + HOW_MANY,
                "-Dpatterns.breaker.report=" + report,
                "test")
            .directory(home.toFile())
            .redirectErrorStream(true);
    out.printf(
        "%,d random sequences, ours beside Resilience4j's; this takes a minute or two%n", HOW_MANY);
    try {
      Files.deleteIfExists(report);
      Process process = test.start();
      process.getOutputStream().close();
      process.getInputStream().transferTo(out); // nothing, unless a sequence differs
      process.waitFor();
      @SuppressWarnings("unchecked")
      Map<String, Object> figures = new ObjectMapper().readValue(report.toFile(), Map.class);
      return figures;
    } catch (IOException e) {
      throw new BadInput("the sequences could not be played: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The examples run in the project's own folders. */
  private static Path home() {
    try {
      Path classes =
          Path.of(Sequences.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes are at no path", e);
    }
  }
}
