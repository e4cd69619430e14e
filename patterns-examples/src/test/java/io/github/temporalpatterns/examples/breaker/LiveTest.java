// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Somebody types, and looks at what the lines say. */
final class LiveTest {

  @Test
  void showsTheBreakerOpenAndCloseAsTheServiceGoesAndComes() throws Exception {
    PipedOutputStream typed = new PipedOutputStream();
    PipedOutputStream shown = new PipedOutputStream();
    LiveCommand live =
        new LiveCommand(
            TemporalServer::startInProcess,
            new PipedInputStream(typed),
            new PrintStream(shown, true, StandardCharsets.UTF_8));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new PipedInputStream(shown, 65_536), StandardCharsets.UTF_8))) {
      Future<Integer> ended = thread.submit(live);
      await(lines, "service up | breaker closed");
      type(typed, "down");
      await(lines, "service down | breaker open");
      type(typed, "sideways");
      await(lines, "'sideways' is none of");
      type(typed, "up");
      await(lines, "service up | breaker closed");
      type(typed, "quit");

      assertThat(ended.get()).isZero();
    } finally {
      thread.shutdownNow();
    }
  }

  private static void type(PipedOutputStream typed, String word) throws IOException {
    typed.write((word + "\n").getBytes(StandardCharsets.UTF_8));
    typed.flush();
  }

  /** A line that never comes is a matter of the watchdog. */
  private static void await(BufferedReader lines, String text) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains(text)) {
      line = lines.readLine();
    }
    assertThat(line).contains(text);
  }
}
