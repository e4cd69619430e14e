// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.BreakerRules;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Outcome;
import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same parcels three times, while the carrier's service is down for a while each time. */
@Command(
    name = "breaker",
    description = "Call a service that is down, without a breaker and with one; print a table.")
public final class BreakerCommand implements Callable<Integer> {
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
      description = "How many parcels need a label; default: 20.")
  private int parcels;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public BreakerCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() {
    if (down < 0 || parcels < 1 || parcels > 1000) {
      throw new BadInput("--down must be at least 0 and --parcels between 1 and 1000");
    }
    System.out.printf(
        "%-22s %16s %9s %7s %9s%n", "", "hits while down", "answered", "failed", "rejected");
    try (TemporalServer server = servers.get()) {
      ship(server.client(), "without a breaker", disabled());
      ship(server.client(), "rejecting when open", LabelWorkflowImpl.OPTIONS);
      ship(server.client(), "waiting when open", waiting());
    }
    return 0;
  }

  private static BreakerOptions disabled() {
    return LabelWorkflowImpl.OPTIONS.toBuilder()
        .setRules(BreakerRules.newBuilder().setInitialState(State.DISABLED).build())
        .build();
  }

  private static BreakerOptions waiting() {
    return LabelWorkflowImpl.OPTIONS.toBuilder().setWhenOpen(WhenOpen.WAIT).build();
  }

  private void ship(WorkflowClient client, String title, BreakerOptions options) {
    String queue = "labels-" + UUID.randomUUID();
    WorkerFactory workers = WorkerFactory.newInstance(client);
    try (CarrierService service = new CarrierService(Duration.ofMillis(down))) {
      Worker worker = workers.newWorker(queue);
      worker.registerWorkflowImplementationFactory(
          LabelWorkflow.class, () -> new LabelWorkflowImpl(options));
      worker.registerActivitiesImplementations(new HttpCarrier(service::uri));
      workers.start();
      List<String> names = IntStream.rangeClosed(1, parcels).mapToObj(i -> "parcel-" + i).toList();
      WorkflowOptions run = WorkflowOptions.newBuilder().setTaskQueue(queue).build();
      List<Answer<String, String>> answers =
          client.newWorkflowStub(LabelWorkflow.class, run).run(names);
      print(title, service.refused(), answers);
    } finally {
      workers.shutdownNow();
    }
  }

  private static void print(String title, int refused, List<Answer<String, String>> answers) {
    System.out.printf(
        "%-22s %16d %9d %7d %9d%n",
        title,
        refused,
        count(answers, Outcome.ANSWERED),
        count(answers, Outcome.FAILED),
        count(answers, Outcome.REJECTED));
  }

  private static long count(List<Answer<String, String>> answers, Outcome outcome) {
    return answers.stream().filter(answer -> answer.outcome() == outcome).count();
  }
}
