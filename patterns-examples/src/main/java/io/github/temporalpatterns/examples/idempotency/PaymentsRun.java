// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.examples.runtime.Fault;
import io.github.temporalpatterns.examples.runtime.FaultInjector;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Many payments at one time, while answers get lost and attempts die. */
final class PaymentsRun {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Map<String, Fault> FAULTS =
      Map.of("Charge", Fault.CRASH_AFTER, "Book", Fault.CRASH_AFTER, "Letter", Fault.CRASH_AFTER);

  private final WorkflowClient client;
  private final Provider provider;
  private final PaymentsDatabase database;
  private final String queue = "payments-" + UUID.randomUUID();

  PaymentsRun(WorkflowClient client, Provider provider, PaymentsDatabase database) {
    this.client = client;
    this.provider = provider;
    this.database = database;
  }

  /**
   * Pays.
   *
   * @param count how many payments
   * @param ledgered whether the activities use the ledger
   * @param person is asked now and then whether all that nobody knows has to stay so
   */
  void pay(int count, boolean ledgered, BooleanSupplier person) {
    WorkerFactory workers = worker(ledgered);
    List<CompletableFuture<String>> receipts =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> start(new Payment("p" + i, 100 * i)))
            .toList();
    try {
      await(() -> receipts.stream().allMatch(CompletableFuture::isDone) || person.getAsBoolean());
    } finally {
      workers.shutdownNow();
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private WorkerFactory worker(boolean ledgered) {
    EffectLedger ledger = database.ledger();
    WorkerFactory workers =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new FaultInjector(FAULTS))
                .setPlugins(Idempotency.plugin(ledger))
                .build());
    Worker worker = workers.newWorker(queue);
    worker.registerWorkflowImplementationTypes(PaymentWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        ledgered
            ? new LedgeredPayments(provider.client(), ledger)
            : new RawPayments(provider.client(), database.source()));
    workers.start();
    return workers;
  }

  private CompletableFuture<String> start(Payment payment) {
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
