// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.examples.runtime.Fault;
import io.github.temporalpatterns.examples.runtime.FaultInjector;
import io.github.temporalpatterns.examples.runtime.SqliteFile;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.idempotency.LedgerOptions.Dialect;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pays the same payments with a ledger and without, under the same faults. */
@Command(
    name = "payments",
    description = "Charge and book payments while answers are lost and attempts die.",
    footer = {"", "Every first attempt dies after its effect; every third answer is lost."})
public final class PaymentsCommand implements Callable<Integer> {
  private static final int APPLICATION = 0x70617973;
  private static final LedgerOptions OPTIONS = LedgerOptions.newBuilder().build();

  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Option(names = "--payments", paramLabel = "N", description = "How many payments. Default: 20.")
  private int count = 20;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public PaymentsCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  /** What became of the payments. */
  private record Tally(String how, int asked, int charged, int booked, int doubled, int unknown) {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (TemporalServer server = servers.get()) {
      out.println("On " + server.name());
      Tally without = pay(server, false);
      Tally with = pay(server, true);
      out.printf(
          "%-14s %6s %8s %7s %8s %8s%n", "", "asked", "charged", "booked", "doubled", "unknown");
      for (Tally tally : List.of(without, with)) {
        out.printf(
            "%-14s %6d %8d %7d %8d %8d%n",
            tally.how(),
            tally.asked(),
            tally.charged(),
            tally.booked(),
            tally.doubled(),
            tally.unknown());
      }
      return with.doubled() == 0 && with.booked() == count ? 0 : 1;
    }
  }

  private Tally pay(TemporalServer server, boolean ledgered) throws IOException {
    Path file = Files.createTempFile("payments", ".db");
    try (SqliteFile database = SqliteFile.open(file, APPLICATION, PaymentsCommand.class);
        Provider provider = Provider.start()) {
      DataSource source = SqliteFile.dataSource(file);
      database.inTransaction(
          sql -> {
            EffectLedger.ddl(Dialect.SQLITE, OPTIONS).forEach(sql::execute);
            return true;
          });
      run(server.client(), provider, source, ledgered);
      int booked =
          database.inTransaction(
              sql -> sql.createQuery("SELECT COUNT(*) FROM booking").mapTo(Integer.class).one());
      int charged = provider.charges().values().stream().mapToInt(Integer::intValue).sum();
      int unknown = LedgerDesk.open(source, OPTIONS).list(1_000).size();
      return new Tally(
          ledgered ? "with ledger" : "without ledger",
          count,
          charged,
          booked,
          charged - count + booked - count,
          unknown);
    }
  }

  private void run(WorkflowClient client, Provider provider, DataSource source, boolean ledgered) {
    EffectLedger ledger = EffectLedger.open(source, OPTIONS);
    WorkerFactory workers =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(
                    new FaultInjector(
                        Map.of("Charge", Fault.CRASH_AFTER, "Book", Fault.CRASH_AFTER)))
                .setPlugins(Idempotency.plugin(ledger))
                .build());
    String queue = "payments-" + UUID.randomUUID();
    Worker worker = workers.newWorker(queue);
    worker.registerWorkflowImplementationTypes(PaymentWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        ledgered
            ? new LedgeredPayments(provider.client(), ledger)
            : new RawPayments(provider.client(), source));
    workers.start();
    try {
      List<CompletableFuture<String>> receipts =
          IntStream.rangeClosed(1, count)
              .mapToObj(i -> start(client, queue, new Payment("p" + i, 100 * i)))
              .toList();
      receipts.forEach(CompletableFuture::join);
    } finally {
      workers.shutdownNow();
    }
  }

  private static CompletableFuture<String> start(
      WorkflowClient client, String queue, Payment payment) {
    PaymentWorkflow workflow =
        client.newWorkflowStub(
            PaymentWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(queue)
                .setWorkflowId(queue + "-" + payment.id())
                .build());
    return WorkflowClient.execute(workflow::pay, payment);
  }
}
