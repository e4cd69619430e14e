// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.cli.CommandLineRun;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.runtime.TestServers;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line of the long job: from a second terminal, by keys, and with bad input. */
@Timeout(60)
final class ReindexCommandTest {
  private static TemporalServer server;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @TempDir private Path folder;
  private Path tree;

  @BeforeAll
  static void openServer() {
    server = TemporalServer.startInProcess();
  }

  @AfterAll
  static void closeServer() {
    server.close();
  }

  @BeforeEach
  void plant() throws IOException {
    tree = Files.createDirectories(folder.resolve("tree"));
    for (String name : List.of("a.txt", "b.txt", "c.txt")) {
      Files.writeString(tree.resolve(name), name);
    }
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void isControlledFromASecondTerminal() throws Exception {
    CompletableFuture<Run> job = start("--delay", "3600000");
    awaitStatus("RUNNING, 1 of 3 files", job);
    assertThat(second("pause", "--reason", "the disk is full").out()).startsWith("PAUS");
    awaitStatus("PAUSED, 1 of 3 files", job);
    assertThat(second("status").out()).contains(": the disk is full");
    CompletableFuture<CommandLineRun> watch =
        CompletableFuture.supplyAsync(() -> second("status", "--watch"), threads);

    assertThat(second("resume").out()).startsWith("RUNNING");
    assertThat(second("stop", "--reason", "enough").out()).startsWith("STOPPING");
    assertThat(job.get()).isEqualTo(new Run(1, "1 of 3 files, 5 bytes, stopped"));
    assertThat(watch.get()).isEqualTo(new CommandLineRun(0, "COMPLETED%n".formatted(), ""));
    assertThat(second("pause", "--reason", "late").err())
        .isEqualTo("examples reindex pause: the run that indexes %s has ended%n".formatted(tree));
  }

  @Test
  void obeysKeys() throws Exception {
    PipedOutputStream keys = new PipedOutputStream();
    CompletableFuture<Run> job = start(new PipedInputStream(keys), "--delay", "3600000");
    awaitStatus("RUNNING, 1 of 3 files", job);
    keys.write("p\n".getBytes(StandardCharsets.UTF_8));
    awaitStatus("PAUSED, 1 of 3 files", job);
    keys.write("x\nr\n".getBytes(StandardCharsets.UTF_8));
    awaitStatus("RUNNING, 1 of 3 files", job);
    keys.write("c\n".getBytes(StandardCharsets.UTF_8));
    assertThat(job.get()).isEqualTo(new Run(1, "cancelled; the next run begins anew"));

    CompletableFuture<Run> next = start();
    assertThat(next.get()).isEqualTo(new Run(0, "3 of 3 files, 15 bytes"));
  }

  @Test
  void refusesBadInputInOneLine() {
    assertRefused(
        "--batch must be 1 or more and --delay 0 or more, they are 0 and 0", "--batch", "0");
    assertRefused(
        "--batch must be 1 or more and --delay 0 or more, they are 200 and -1", "--delay", "-1");
    CommandLineRun nobody = second("pause", "--reason", "why");
    assertThat(nobody.err())
        .isEqualTo("examples reindex pause: no run indexes %s on this server%n".formatted(tree));
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(second("cancel", "--reason", "why").code()).isEqualTo(2);
    assertThat(second("stop").err())
        .isEqualTo("examples reindex stop: Missing required option: '--reason=WHY'%n".formatted());
    assertThat(
            CommandLineRun.of(TestServers::untouchable, "reindex", "status", "--dir", "nowhere")
                .err())
        .isEqualTo("examples reindex status: nowhere is not a directory%n".formatted());
  }

  private void assertRefused(String complaint, String... options) {
    List<String> line = new ArrayList<>(List.of("reindex", "--dir", tree.toString()));
    line.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(TestServers::untouchable, line.toArray(String[]::new));
    assertThat(run.err().lines()).containsExactly("examples reindex: " + complaint);
    assertThat(run.code()).isEqualTo(2);
  }

  private CommandLineRun second(String command, String... options) {
    List<String> line = new ArrayList<>(List.of("reindex", command, "--dir", tree.toString()));
    line.addAll(List.of(options));
    return CommandLineRun.of(() -> TestServers.shared(server), line.toArray(String[]::new));
  }

  private CompletableFuture<Run> start(String... options) {
    return start(new PipedInputStream(), options);
  }

  private CompletableFuture<Run> start(PipedInputStream keys, String... options) {
    List<String> line = new ArrayList<>(List.of("--dir", tree.toString(), "--batch", "1"));
    line.addAll(List.of("--db", folder.resolve("index.db").toString()));
    line.addAll(List.of(options));
    return CompletableFuture.supplyAsync(
        () -> {
          StringWriter out = new StringWriter();
          CommandLine command =
              new CommandLine(new ReindexCommand(() -> TestServers.shared(server), keys));
          command.setOut(new PrintWriter(out, true));
          command.setErr(new PrintWriter(new StringWriter()));
          return new Run(command.execute(line.toArray(String[]::new)), out.toString().strip());
        },
        threads);
  }

  /** Asks until the answer begins so; a job that ends meanwhile is none to ask about. */
  private void awaitStatus(String start, CompletableFuture<Run> job)
      throws InterruptedException, ExecutionException {
    while (!second("status").out().startsWith(start)) {
      try {
        assertThat(job.get(20, TimeUnit.MILLISECONDS)).as("ended by itself").isNull();
      } catch (TimeoutException e) {
        // it works
      }
    }
  }

  /** How a run of the command ended. */
  private record Run(int code, String out) {}
}
