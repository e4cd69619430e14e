// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.bench.breaker.BreakerBench;
import io.github.temporalpatterns.examples.bench.fanout.FanOutBench;
import io.github.temporalpatterns.examples.bench.idempotency.LedgerBench;
import io.github.temporalpatterns.examples.bench.versioning.RetirementBench;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.temporal.worker.WorkerFactory;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs one benchmark; the last line is one JSON object of figures measured in this run. */
@Command(
    name = "bench",
    description =
        "Compare a pattern, or the test kit, with the same work by hand. Last line: JSON.")
public final class BenchCommand implements Callable<Integer> {
  private final Supplier<TemporalServer> servers;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The benchmark: saga, testing, fanout, breaker, versioning or idempotency.")
  private String name = "";

  @Parameters(
      index = "1..*",
      paramLabel = "PART",
      description = "Parts of fanout. Without any, all of them, which takes half an hour.")
  private List<String> parts = List.of();

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public BenchCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    PrintStream out = System.out;
    Map<String, ?> figures =
        switch (name) {
          case "saga" -> saga(out);
          case "testing" -> new TestingBench(out).run();
          case "fanout" -> fanOut(out);
          case "breaker" -> new BreakerBench(out).run();
          case "versioning" -> versioning(out);
          case "idempotency" -> idempotency(out);
          default ->
              throw new BadInput(
                  "benchmark '%s' is unknown; there are: saga, testing, fanout, breaker, versioning, idempotency"
                      .formatted(name));
        };
    out.println(new ObjectMapper().writeValueAsString(figures));
    return 0;
  }

  private Map<String, ?> fanOut(PrintStream out) {
    try (TemporalServer server = servers.get()) {
      out.println("On " + server.name());
      return new FanOutBench(server.client(), out).run(parts);
    }
  }

  private Map<String, ?> versioning(PrintStream out) {
    try (TemporalServer server = servers.get()) {
      if (server.inProcess()) {
        throw new BadInput("the in-process server cannot count runs; set TEMPORAL_ADDRESS");
      }
      out.println("On " + server.name());
      return new RetirementBench(server.client().getWorkflowServiceStubs(), out).run();
    }
  }

  private Map<String, ?> idempotency(PrintStream out) {
    try (TemporalServer server = servers.get()) {
      out.println("On " + server.name() + " and PostgreSQL");
      return new LedgerBench(server.client(), out).run();
    }
  }

  private Map<String, ?> saga(PrintStream out) {
    try (TemporalServer server = servers.get()) {
      out.println("On " + server.name());
      WorkerFactory workers = WorkerFactory.newInstance(server.client());
      String queue = "bench-" + UUID.randomUUID();
      SagaBench.register(workers.newWorker(queue));
      workers.start();
      Map<String, ?> figures = new SagaBench(server.client(), queue, out).run();
      workers.shutdownNow();
      return figures;
    }
  }
}
