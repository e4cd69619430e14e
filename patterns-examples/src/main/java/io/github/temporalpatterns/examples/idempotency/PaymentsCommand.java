// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.PostgresServer;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pays the same payments with a ledger and without, under the same faults. */
@Command(
    name = "payments",
    description = {
      "Charge, book and confirm payments by letter, with a ledger and without.",
      "Needs no set-up: a PostgreSQL and a payment provider of its own."
    },
    footer = {
      "",
      "Every first attempt dies after its effect, and every third answer of the",
      "provider is lost."
    })
public final class PaymentsCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Option(names = "--payments", paramLabel = "N", description = "How many payments. Default: 20.")
  private int count = 20;

  @Option(
      names = "--db",
      paramLabel = "FOLDER",
      description = "Where the database stays, for list, done, release and bar.")
  private @Nullable Path db;

  @Option(
      names = "--leave-unknown",
      description = "Leave to you what nobody knows; needs --db. Else a person is played.")
  private boolean leavesUnknown;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public PaymentsCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() {
    if (count < 1 || count > MOST) {
      throw new BadInput("--payments must be between 1 and " + MOST);
    }
    if (leavesUnknown && db == null) {
      throw new BadInput("--leave-unknown needs --db, where you find it afterwards");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalServer server = servers.get();
        PostgresServer postgres = PostgresServer.start(db)) {
      out.println("On " + server.name());
      Tally without = without(server.client(), PaymentsDatabase.open(postgres, "without_ledger"));
      Tally with = with(server.client(), PaymentsDatabase.open(postgres, "ledger"), out);
      Tally.printHead(out);
      without.print(out);
      with.print(out);
      if (leavesUnknown && with.unknown() > 0) {
        out.println("Decide: ./examples payments list --db " + db);
      }
      return with.doubled() == 0 && with.booked() == count ? 0 : 1;
    }
  }

  private Tally without(WorkflowClient client, PaymentsDatabase database) {
    database.clear();
    try (Provider provider = Provider.start()) {
      provider.losesAnswers(true);
      new PaymentsRun(client, provider, database).pay(count, false, () -> false);
      return Tally.of("without ledger", count, provider, database.bookings(), 0, "-");
    }
  }

  private Tally with(WorkflowClient client, PaymentsDatabase database, PrintWriter out) {
    database.clear();
    try (Provider provider = Provider.start()) {
      provider.losesAnswers(true);
      PaymentsRun run = new PaymentsRun(client, provider, database);
      LedgerDesk desk = database.desk();
      if (leavesUnknown) {
        run.pay(count, true, () -> known(provider, database, desk));
        int unknown = unknown(desk);
        return Tally.of("with ledger", count, provider, database.bookings(), unknown, "nobody");
      }
      Person person = new Person(client, provider, desk, out);
      run.pay(count, true, person::decide);
      return Tally.of(
          "with ledger",
          count,
          provider,
          database.bookings(),
          person.unknown(),
          person.unknown() == 0 ? "-" : "ann");
    }
  }

  /** Whether nothing is left to do for which nobody has to decide. */
  private boolean known(Provider provider, PaymentsDatabase database, LedgerDesk desk) {
    return database.bookings() == count
        && provider.letters().size() == count
        && desk.list(MOST).stream().noneMatch(effect -> effect.state() == State.RESERVED);
  }

  private static int unknown(LedgerDesk desk) {
    return (int) desk.list(MOST).stream().filter(effect -> effect.state() == State.UNKNOWN).count();
  }
}
