// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Outcome;
import io.github.temporalpatterns.examples.breaker.Ways.Way;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Several runs at once that ask a service for labels. */
final class Shipping implements AutoCloseable {

  /**
   * What came of some runs.
   *
   * @param answered labels
   * @param failed calls whose attempts were spent
   * @param rejected calls that were not made
   * @param burned attempts, of all calls, that gave no label
   */
  record Outcomes(long answered, long failed, long rejected, long burned) {

    private Outcomes plus(Outcomes other) {
      return new Outcomes(
          answered + other.answered,
          failed + other.failed,
          rejected + other.rejected,
          burned + other.burned);
    }
  }

  private final WorkflowClient client;
  private final List<WorkerFactory> workers;
  private final String queue = "labels-" + UUID.randomUUID();

  Shipping(WorkflowClient client, Way way, CarrierService service) {
    this.client = client;
    HttpCarrier carrier = new HttpCarrier(service::uri);
    workers = way.workers().stream().map(options -> start(options, way.run(), carrier)).toList();
  }

  private WorkerFactory start(WorkerFactoryOptions options, BreakerOptions run, Carrier carrier) {
    WorkerFactory factory = WorkerFactory.newInstance(client, options);
    Worker worker = factory.newWorker(queue);
    worker.registerWorkflowImplementationFactory(
        LabelWorkflow.class, () -> new LabelWorkflowImpl(run));
    worker.registerActivitiesImplementations(carrier);
    factory.start();
    return factory;
  }

  /** Starts a run for so many parcels. */
  CompletableFuture<Outcomes> ship(int parcels) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(queue)
            .setWorkflowId("labels-" + UUID.randomUUID())
            .build();
    List<String> names = IntStream.rangeClosed(1, parcels).mapToObj(i -> "parcel-" + i).toList();
    LabelWorkflow run = client.newWorkflowStub(LabelWorkflow.class, options);
    return WorkflowClient.execute(run::label, names)
        .thenApply(answers -> outcomes(options.getWorkflowId(), answers));
  }

  /** Waits for several such runs. */
  Outcomes ship(int runs, int parcels) {
    return IntStream.range(0, runs).mapToObj(i -> ship(parcels)).toList().stream()
        .map(CompletableFuture::join)
        .reduce(new Outcomes(0, 0, 0, 0), Outcomes::plus);
  }

  private Outcomes outcomes(String workflowId, List<Answer<String, String>> answers) {
    long answered = count(answers, Outcome.ANSWERED);
    long attempts =
        client.fetchHistory(workflowId).getEvents().stream()
            .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
            .mapToLong(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
            .sum();
    return new Outcomes(
        answered,
        count(answers, Outcome.FAILED),
        count(answers, Outcome.REJECTED),
        attempts - answered);
  }

  private static long count(List<Answer<String, String>> answers, Outcome outcome) {
    return answers.stream().filter(answer -> answer.outcome() == outcome).count();
  }

  @Override
  public void close() {
    workers.forEach(WorkerFactory::shutdownNow);
  }
}
