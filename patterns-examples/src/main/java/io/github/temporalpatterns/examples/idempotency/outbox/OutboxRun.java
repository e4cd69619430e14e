// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency.outbox;

import io.github.temporalpatterns.idempotency.intake.IdempotentStarter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Orders are placed, a publisher is killed half-way, a row is edited, and others go on. */
final class OutboxRun {
  private final WorkflowClient client;
  private final OrdersDatabase database;
  private final String queue = "outbox-" + UUID.randomUUID();

  OutboxRun(WorkflowClient client, OrdersDatabase database) {
    this.client = client;
    this.database = database;
  }

  /** As one writes it first: a workflow id that is taken is taken for a start. */
  OrdersDatabase.Tally byIdAlone(int count) {
    return run(
        count,
        order -> {
          ShipmentWorkflow shipment =
              client.newWorkflowStub(ShipmentWorkflow.class, options(order));
          try {
            WorkflowClient.start(shipment::ship, order);
          } catch (WorkflowExecutionAlreadyStarted e) {
            // An earlier publisher has started it, and it still runs.
          }
        });
  }

  /** With the starter. */
  OrdersDatabase.Tally once(int count) {
    // region start
    IdempotentStarter starter = IdempotentStarter.of(client);
    Consumer<Order> once = order -> starter.start(ShipmentWorkflow.class, options(order), order);
    // endregion
    return run(count, once);
  }

  private WorkflowOptions options(Order order) {
    return WorkflowOptions.newBuilder().setWorkflowId(order.id()).setTaskQueue(queue).build();
  }

  private OrdersDatabase.Tally run(int count, Consumer<Order> starter) {
    List<Order> orders =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> new Order(queue + "-order-" + i, 100 * i))
            .toList();
    WorkerFactory workers = workers();
    try {
      orders.forEach(database::place);
      int half = Math.min(count, Publisher.BATCH) / 2;
      publishUntilKilled(starter, half);
      orders.subList(0, half).forEach(this::awaitShipment);
      database.edit(orders.get(0), 1);
      publishBesideAnother(starter);
      orders.forEach(this::awaitShipment);
      return database.tally();
    } finally {
      workers.shutdownNow();
    }
  }

  /** What it has started is started, and the database forgets its open transaction. */
  private void publishUntilKilled(Consumer<Order> starter, int after) {
    AtomicInteger started = new AtomicInteger();
    Consumer<Order> mortal =
        starter.andThen(
            order -> {
              if (started.incrementAndGet() == after) {
                throw new Killed();
              }
            });
    try {
      publishAll(mortal);
    } catch (Killed e) {
      // Nobody is told.
    }
  }

  private void publishBesideAnother(Consumer<Order> starter) {
    CompletableFuture<?>[] publishers =
        Stream.generate(() -> CompletableFuture.runAsync(() -> publishAll(starter)))
            .limit(2)
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(publishers).join();
  }

  private void publishAll(Consumer<Order> starter) {
    Publisher publisher = new Publisher(database.sql(), starter);
    while (publisher.publish() > 0) {}
  }

  private void awaitShipment(Order order) {
    try {
      client.newUntypedWorkflowStub(order.id()).getResult(Void.class);
    } catch (WorkflowNotFoundException e) {
      // It is lost, and the table says so.
    }
  }

  private WorkerFactory workers() {
    WorkerFactory workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(queue);
    worker.registerWorkflowImplementationTypes(ShipmentWorkflowImpl.class);
    worker.registerActivitiesImplementations(database);
    workers.start();
    return workers;
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
