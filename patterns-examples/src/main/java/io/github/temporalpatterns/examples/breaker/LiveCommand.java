// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.examples.breaker.CarrierService.Mode;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** A stream of calls through a worker's breaker, and a service that obeys what is typed. */
@Command(
    name = "live",
    description = {
      "Keep calling through a worker's breaker, and show its state.",
      "Type up, slow, failing or down to change the service, quit to end."
    })
public final class LiveCommand implements Callable<Integer> {
  private static final long TICK_MILLIS = 250;
  private static final String QUIT = "quit";

  private final Supplier<TemporalServer> servers;
  private final InputStream in;
  private final PrintStream out;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public LiveCommand(Supplier<TemporalServer> servers) {
    this(servers, System.in, System.out);
  }

  LiveCommand(Supplier<TemporalServer> servers, InputStream in, PrintStream out) {
    this.servers = servers;
    this.in = in;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    BlockingQueue<String> typed = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(typed), "what is typed");
    reader.setDaemon(true);
    reader.start();
    boolean terminal = Ansi.AUTO.enabled();
    try (TemporalServer server = servers.get();
        LiveSession session = new LiveSession(server.client())) {
      out.println("Type up, slow, failing, down or quit.");
      String word = null;
      while (!QUIT.equals(word)) {
        tell(session, word);
        session.feed();
        // On a terminal each line takes the place of the one before.
        out.print(terminal ? "\r\033[K" + session.line() : session.line() + System.lineSeparator());
        out.flush();
        word = typed.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
      out.println();
    }
    return 0;
  }

  private void read(BlockingQueue<String> typed) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        typed.add(line.strip().toLowerCase(Locale.ROOT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      typed.add(QUIT);
    }
  }

  private void tell(LiveSession session, @Nullable String word) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
        session.become(mode);
        return;
      }
    }
    if (word != null && !word.isEmpty()) {
      out.printf("%n'%s' is none of up, slow, failing, down, quit%n", word);
    }
  }
}
