// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Replays histories in another JVM, which differs from this one in what a workflow must not depend
 * on. One such JVM serves all tests of this one, and ends with it.
 */
final class HostileReplay {
  private static final int MOST_STARTS = 30;
  private static final long ANSWER_SECONDS = 60;
  private static @Nullable HostileReplay shared;

  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  private HostileReplay(Process process) {
    this.process = process;
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Returns why the history does not replay there, or nothing if it does. */
  static synchronized Optional<String> divergence(
      TestWorker worker, WorkflowExecutionHistory history) {
    HostileRecipe recipe = worker.recipe();
    if (recipe.workflows().isEmpty()) {
      return Optional.empty();
    }
    try {
      if (shared == null || !shared.process.isAlive()) {
        shared = start();
      }
      Path file = Files.createTempFile("hostile-replay", ".json");
      try {
        Files.writeString(file, history.toJson(false));
        return shared.ask(file + HostileReplayer.SEPARATOR + recipe.encoded());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replay in another process", e);
    }
  }

  /** The order of small sets is drawn when a JVM starts: starts until it differs from ours. */
  private static HostileReplay start() throws IOException {
    for (int i = 0; i < MOST_STARTS; i++) {
      HostileReplay started = new HostileReplay(command().start());
      if (started.answer().filter(HostileReplayer.READY::equals).isPresent()) {
        Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroy));
        return started;
      }
    }
    throw new IllegalStateException("no JVM that replays elsewhere could be started");
  }

  private static ProcessBuilder command() {
    boolean east = TimeZone.getDefault().getRawOffset() > 0;
    boolean turkish = Locale.getDefault().getLanguage().equals("tr");
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=" + (east ? "Pacific/Pago_Pago" : "Pacific/Kiritimati"),
            "-Duser.language=" + (turkish ? "en" : "tr"),
            "-Dfile.encoding=ISO-8859-1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            HostileReplayer.class.getName(),
            HostileReplayer.order());
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return command.redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private Optional<String> ask(String question) {
    questions.println(question);
    String answer =
        answer().orElseThrow(() -> new IllegalStateException("the process that replays has died"));
    return answer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            answer + " (in another process: other set order, time zone, locale and encoding)");
  }

  /** Returns the next answer, past what workflows print; nothing if the process has ended. */
  private Optional<String> answer() {
    try {
      return CompletableFuture.supplyAsync(this::nextAnswer)
          .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      process.destroy();
      throw new IllegalStateException("the process that replays gives no answer", e);
    }
  }

  private Optional<String> nextAnswer() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(HostileReplayer.MARK)) {
          return Optional.of(line.substring(HostileReplayer.MARK.length()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
