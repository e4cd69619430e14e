// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.Retirement;
import io.github.temporalpatterns.versioning.RetirementReport;
import io.github.temporalpatterns.versioning.RetirementReport.Cost;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkflowImplementationOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Asks for a report on 10,000 runs: by counting, by listing, and by reading histories. In a
 * namespace of its own, which it leaves to the server.
 */
public final class RetirementBench {
  private static final int RUNS = 10_000;

  /** One of so many stays open. */
  private static final int OPEN = 4;

  /** What is open ends by itself when the benchmark is over. */
  private static final Duration LIFE = Duration.ofMinutes(20);

  private static final Duration RETENTION = Duration.ofDays(1);
  private static final Duration SHORTEST_PACE = Duration.ofNanos(1);

  private final WorkflowClient client;
  private final PrintStream out;
  private final ChangeLedger ledger = Fee.ledger(LocalDate.now(ZoneOffset.UTC));

  private record Timed(Cost cost, double seconds) {}

  /**
   * Makes the benchmark.
   *
   * @param server can count, and may be given a namespace
   * @param out for people
   */
  public RetirementBench(WorkflowServiceStubs server, PrintStream out) {
    String namespace = "bench-" + UUID.randomUUID();
    server
        .blockingStub()
        .registerNamespace(
            RegisterNamespaceRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecutionRetentionPeriod(
                    com.google.protobuf.Duration.newBuilder().setSeconds(RETENTION.toSeconds()))
                .build());
    client =
        WorkflowClient.newInstance(
            server, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    this.out = out;
  }

  /**
   * Runs it, which takes some minutes.
   *
   * @return the figures
   */
  public Map<String, Object> run() {
    work(false);
    work(true);
    Retirement question = Retirement.of(client, ledger, "Fee").pace(SHORTEST_PACE);
    Timed counted = time("counting", question);
    Timed listed = time("listing", question.histories(1));
    Timed read = time("histories", question.histories(RUNS));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("runs", RUNS);
    figures.put("queries", counted.cost().queries());
    figures.put("seconds", counted.seconds());
    figures.put("listQueries", listed.cost().queries());
    figures.put("listSeconds", listed.seconds());
    figures.put("histories", read.cost().histories());
    figures.put("historySeconds", read.seconds());
    figures.put("historiesPerSecond", Math.round(read.cost().histories() / read.seconds()));
    figures.put("historiesVsCounts", Math.round(read.seconds() / counted.seconds()));
    return figures;
  }

  /** Half of the runs, by a release with the change or by the one before it. */
  private void work(boolean changed) {
    WorkerFactory workers = WorkerFactory.newInstance(client);
    String queue = "bench-" + UUID.randomUUID();
    workers
        .newWorker(queue)
        .registerWorkflowImplementationFactory(
            Fee.class,
            () -> new Fee.Release(changed),
            WorkflowImplementationOptions.newBuilder()
                .setEnableUpsertVersionSearchAttributes(true)
                .build());
    workers.start();
    try {
      IntStream.range(0, RUNS / 2).parallel().forEach(i -> start(queue, i % OPEN == 0));
      Retirement question = Retirement.of(client, ledger, "Fee");
      while (!isOver(question.report().row("fee", changed ? 1 : -1))) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    } finally {
      workers.shutdownNow();
    }
    out.printf("%d runs with the change: %s%n", RUNS / 2, changed);
  }

  private void start(String queue, boolean open) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowRunTimeout(LIFE).build();
    WorkflowClient.start(client.newWorkflowStub(Fee.class, options)::reckon, open);
  }

  private static boolean isOver(Row row) {
    return row.open() == RUNS / 2 / OPEN && row.closed() == RUNS / 2 - RUNS / 2 / OPEN;
  }

  private Timed time(String way, Retirement question) {
    long start = System.nanoTime();
    RetirementReport report = question.report();
    double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
    out.printf("%n== by %s, %.3f s%n%s%n", way, seconds, report.table());
    return new Timed(report.cost(), seconds);
  }
}
