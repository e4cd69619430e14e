// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.shop.Shop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All patterns in one order workflow, whose worker is replaced by one of the next release. */
@Command(
    name = "showcase",
    description = "Replace release 1 of the order workflow by release 2 while orders are open.",
    footer = {
      "",
      "An order is a saga, behind a breaker, pausable, and reviewed if it is suspicious.",
      "On a real server each release is a worker process, and the first one is killed.",
      "Exit codes: 0 each order ended as expected, and the database agrees; 1 not so,",
      "or not in time; 2 the input is unusable, and nothing was started."
    })
public final class ShowcaseCommand implements Callable<Integer> {
  private static final int LONGEST = 3_600;

  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = "The shop's SQLite database, without orders. Default: a new temporary file.")
  private @Nullable Path db;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "When to give up. Default: ${DEFAULT-VALUE}.")
  private int limit;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public ShowcaseCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 1 || limit > LONGEST) {
      throw new BadInput("--limit must be between 1 and " + LONGEST);
    }
    Path file = db != null ? db : Files.createTempFile("showcase", ".db");
    try (Shop shop = Shop.open(file);
        TemporalServer server = servers.get()) {
      Books books = new Books(file);
      if (books.orders() > 0) {
        throw new BadInput(file + " has orders already; name a new file");
      }
      err().printf("Showcase on %s, database %s%n", server.name(), file);
      try (ShowcaseRun run = new ShowcaseRun(server, shop, books, err()::println)) {
        ShowcaseResult result = perform(run);
        return result != null && print(result, result.differences(books), server, file)
            ? ExitCode.OK
            : ExitCode.SOFTWARE;
      }
    }
  }

  private @Nullable ShowcaseResult perform(ShowcaseRun run) throws InterruptedException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(run::perform).get(limit, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      err().printf("Given up after %d seconds: waited for %s%n", limit, run.stage());
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed while it waited for " + run.stage(), e);
    } finally {
      thread.shutdownNow();
      // So that it starts no more worker when the last one is closed.
      thread.awaitTermination(30, TimeUnit.SECONDS);
    }
  }

  private boolean print(
      ShowcaseResult result, List<String> differences, TemporalServer server, Path file) {
    ShowcaseReport report = new ShowcaseReport(spec.commandLine().getOut());
    report.orders(result.ends());
    report.retirement(result.retirement());
    report.differences(differences, file);
    server.webUi().ifPresent(report::webUi);
    return differences.isEmpty();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
