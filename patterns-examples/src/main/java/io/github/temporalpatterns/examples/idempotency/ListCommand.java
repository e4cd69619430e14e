// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.examples.runtime.PostgresServer;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerDesk.Listed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the ledger of payments does not know. */
@Command(
    name = "list",
    description = "List effects that are under way, unknown, or past their horizon.")
public final class ListCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--db",
      required = true,
      paramLabel = "FOLDER",
      description = "The database of payments --db.")
  private Path db = Path.of("");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (PostgresServer postgres = PostgresServer.start(db)) {
      LedgerDesk desk = PaymentsDatabase.open(postgres, "ledger").desk();
      print(out, "Open", desk.list(MOST));
      print(out, "Past the horizon", desk.past(MOST));
    }
    return 0;
  }

  private static void print(PrintWriter out, String title, List<Listed> effects) {
    out.printf("%s: %d%n", title, effects.size());
    for (Listed effect : effects) {
      out.printf("  %s %s%n    at %s%n", effect.state(), effect.key(), effect.holder());
    }
  }
}
