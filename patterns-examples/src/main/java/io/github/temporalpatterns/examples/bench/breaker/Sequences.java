// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.runtime.BadInput;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays random sequences against Resilience4j, and hours of a shared breaker in virtual time. Both
 * need the bare state machine, which is not public, so they are tests of the core, and this starts
 * them there.
 */
final class Sequences {
  private static final int HOW_MANY = 1_000_000;

  private final PrintStream out;

  Sequences(PrintStream out) {
    this.out = out;
  }

  /**
   * Returns how many sequences it played, how many of them nobody can explain, and what an hour
   * cost 1,000 processes.
   */
  Map<String, Object> run() {
    Path home = home();
    Path report = home.resolve("patterns-core/target/differential.json");
    Path hours = home.resolve("patterns-core/target/hours.json");
    boolean windows = File.separatorChar == '\\';
    ProcessBuilder test =
        new ProcessBuilder(
                home.resolve(windows ? "mvnw.cmd" : "mvnw").toString(),
                "-q",
                "-B",
                "-pl",
                "patterns-core",
                "-Dtest=DifferentialTest,ClusterSimulationTest",
                "-Dspotless.check.skip",
                "-Dpatterns.breaker.sequences=" + HOW_MANY,
                "-Dpatterns.breaker.report=" + report,
                "-Dpatterns.breaker.hours=" + hours,
                "test")
            .directory(home.toFile())
            .redirectErrorStream(true);
    out.printf(
        "%,d random sequences, ours beside Resilience4j's; this takes a minute or two%n", HOW_MANY);
    try {
      Files.deleteIfExists(report);
      Files.deleteIfExists(hours);
      Process process = test.start();
      process.getOutputStream().close();
      process.getInputStream().transferTo(out); // nothing, unless a sequence differs
      process.waitFor();
      ObjectMapper mapper = new ObjectMapper();
      Map<String, Object> figures =
          new LinkedHashMap<>(mapper.readValue(report.toFile(), new TypeReference<>() {}));
      for (Map<String, Object> hour :
          mapper.readValue(hours.toFile(), new TypeReference<List<Map<String, Object>>>() {})) {
        out.println("an hour of a shared breaker, down for five minutes: " + hour);
        if (Integer.valueOf(1_000).equals(hour.get("processes"))) {
          figures.put("reportsPerWorkerSecond", hour.get("reportsPerProcessSecond"));
          figures.put("eventsPerHour1000Workers", hour.get("events"));
        }
      }
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
