// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.examples.breaker.Shipping.Outcomes;
import io.github.temporalpatterns.examples.breaker.Ways.Way;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The same parcels in each way, while the carrier's service is down for a while each time. */
@Command(
    name = "breaker",
    description = "Call a service that is down, without and with each breaker; print a table.")
public final class BreakerCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  private final Supplier<TemporalServer> servers;

  @Option(
      names = "--down",
      paramLabel = "MILLIS",
      defaultValue = "3000",
      description = "How long the service is down; default: 3000.")
  private int down;

  @Option(
      names = "--parcels",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many parcels of each run need a label; default: 20.")
  private int parcels;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many runs call at once; default: 4.")
  private int runs;

  @Spec private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public BreakerCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (down < 0 || parcels < 1 || parcels > MOST || runs < 1 || runs > MOST) {
      throw new BadInput("--down must be at least 0, --parcels and --runs between 1 and " + MOST);
    }
    out()
        .printf(
            "%-22s %16s %16s %9s %7s %9s%n",
            "", "hits while down", "attempts burned", "answered", "failed", "rejected");
    try (TemporalServer server = servers.get();
        SharedBreaker shared = new SharedBreaker(server.client())) {
      shared.awaitEntity();
      Ways.all(shared.connections()).forEach(way -> ship(server.client(), way));
    }
    return 0;
  }

  private void ship(WorkflowClient client, Way way) {
    try (CarrierService service = new CarrierService(Duration.ofMillis(down));
        Shipping shipping = new Shipping(client, way, service)) {
      Outcomes outcomes = shipping.ship(runs, parcels);
      out()
          .printf(
              "%-22s %16d %16d %9d %7d %9d%n",
              way.title(),
              service.refused(),
              outcomes.burned(),
              outcomes.answered(),
              outcomes.failed(),
              outcomes.rejected());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
