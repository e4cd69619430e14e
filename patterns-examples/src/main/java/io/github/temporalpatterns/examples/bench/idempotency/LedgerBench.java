// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.idempotency;

import io.github.temporalpatterns.examples.bench.Figures;
import io.github.temporalpatterns.examples.bench.idempotency.Chaos.Tally;
import io.github.temporalpatterns.examples.bench.idempotency.Loop.InsertsImpl;
import io.github.temporalpatterns.examples.bench.idempotency.Loop.LoopWorkflow;
import io.github.temporalpatterns.examples.bench.idempotency.Loop.LoopWorkflowImpl;
import io.github.temporalpatterns.examples.bench.idempotency.Loop.Measured;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger costs beside a bare insert in a transaction of its own, on PostgreSQL; and how many
 * effects are doubled when attempts die, in each way and without a ledger.
 */
public final class LedgerBench {
  private static final int PAIRS = 20;
  private static final int INSERTS = 100;
  private static final int EFFECTS = 2_000;

  private final WorkflowClient client;
  private final PrintStream out;

  /** On the server of a client; prints there. */
  public LedgerBench(WorkflowClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  /** Measures; the database is started for it. */
  public Map<String, @Nullable Object> run() {
    Figures figures = new Figures(out);
    try (BenchDatabase database = BenchDatabase.start()) {
      AtomicInteger trips = new AtomicInteger();
      EffectLedger ledger = EffectLedger.open(database.watched(call -> trips.incrementAndGet()));
      InsertsImpl inserts =
          new InsertsImpl(database.watched(call -> trips.incrementAndGet()), ledger, trips);
      Ended bare = run(inserts, null, 0);
      Ended empty = run(inserts, ledger, 0);
      Measured measured = run(inserts, ledger, PAIRS).measured();
      out.printf("a bare insert and its commit take %.0f us%n", measured.bareMicros());
      figures.ratio("sameTransactionVsRaw", measured.ratios());
      figures.put("extraRoundTrips", measured.extraTrips());
      figures.put("extraEvents", empty.events() - bare.events());
      chaos(new Chaos(database), figures);
    }
    return figures.toMap();
  }

  private void chaos(Chaos chaos, Figures figures) {
    Map<String, Long> doubled = new LinkedHashMap<>();
    Map<String, Integer> unknown = new LinkedHashMap<>();
    Tally raw = chaos.run(null, EFFECTS);
    doubled.put("raw", raw.doubledPerMillion());
    out.printf("%-16s %6d doubled of %d%n", "without ledger", raw.doubled(), raw.effects());
    for (Mode mode : Mode.values()) {
      String name = mode.name().toLowerCase(Locale.ROOT);
      Tally tally = chaos.run(mode, EFFECTS);
      doubled.put(name, tally.doubledPerMillion());
      unknown.put(name, tally.unknown());
      out.printf("%-16s %6d doubled, %d unknown%n", name, tally.doubled(), tally.unknown());
    }
    figures.put("duplicatesPerMillion", doubled);
    figures.put("unknown", unknown);
  }

  /** A run that has ended. */
  private record Ended(Measured measured, int events) {}

  private Ended run(InsertsImpl inserts, @Nullable EffectLedger ledger, int pairs) {
    WorkerFactoryOptions.Builder options = WorkerFactoryOptions.newBuilder();
    if (ledger != null) {
      options.setPlugins(Idempotency.plugin(ledger));
    }
    WorkerFactory workers = WorkerFactory.newInstance(client, options.build());
    String queue = "bench-" + UUID.randomUUID();
    Worker worker = workers.newWorker(queue);
    worker.registerWorkflowImplementationTypes(LoopWorkflowImpl.class);
    worker.registerActivitiesImplementations(inserts);
    workers.start();
    try {
      LoopWorkflow run =
          client.newWorkflowStub(
              LoopWorkflow.class,
              WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(queue).build());
      Measured measured = run.run(pairs, INSERTS);
      return new Ended(measured, client.fetchHistory(queue).getEvents().size());
    } finally {
      workers.shutdownNow();
    }
  }
}
