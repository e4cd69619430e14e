// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.github.temporalpatterns.examples.idempotency.outbox.OrdersDatabase.Tally;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.PostgresServer;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a workflow for each order in a database, by workflow id alone and by the starter. */
@Command(
    name = "outbox",
    description = {
      "Start one workflow for each order that a database has, from an outbox.",
      "Needs no set-up: a PostgreSQL of its own."
    },
    footer = {
      "",
      "The first publisher is killed when it has started some workflows and has not",
      "committed that. Somebody edits a row of those. Two other publishers go on."
    })
public final class OutboxCommand implements Callable<Integer> {
  private static final int MOST = 1_000;
  private static final String ROW = "%-18s %7s %8s %8s %5s %8s%n";

  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Option(names = "--orders", paramLabel = "N", description = "How many orders. Default: 20.")
  private int count = 20;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public OutboxCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() {
    if (count < 2 || count > MOST) {
      throw new BadInput("--orders must be between 2 and " + MOST);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalServer server = servers.get();
        PostgresServer postgres = PostgresServer.start(null)) {
      out.println("On " + server.name());
      OrdersDatabase first = OrdersDatabase.create(postgres.schema("by_id_alone"));
      Tally byIdAlone = new OutboxRun(server.client(), first).byIdAlone(count);
      OrdersDatabase second = OrdersDatabase.create(postgres.schema("starter"));
      Tally once = new OutboxRun(server.client(), second).once(count);
      second.refusals().forEach(refusal -> out.println("Refused: " + refusal));
      out.printf(ROW, "", "orders", "started", "doubled", "lost", "refused");
      print(out, "workflow id alone", byIdAlone, first);
      print(out, "IdempotentStarter", once, second);
      return once.doubled() == 0 && once.lost() == 0 ? 0 : 1;
    }
  }

  private static void print(PrintWriter out, String how, Tally tally, OrdersDatabase database) {
    out.printf(
        ROW,
        how,
        tally.orders(),
        tally.started(),
        tally.doubled(),
        tally.lost(),
        database.refusals().size());
  }
}
