// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import io.github.temporalpatterns.examples.runtime.Fault;
import io.github.temporalpatterns.examples.runtime.FaultInjector;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.OrderWorkflow;
import io.github.temporalpatterns.examples.saga.OrderWorkflowImpl;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.examples.shop.Shop;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Places orders of one shop, each as a workflow of its own, and waits for their ends.
 *
 * <p>A workflow's id is made of shop and order and is never used twice, so an order that an earlier
 * process has started, finished or left behind is joined, not placed again.
 */
final class OrderRun implements AutoCloseable {

  // SQLite writes one transaction at a time; more would only wait for one another.
  private static final int ACTIVITIES = 8;

  private final WorkflowClient client;
  private final Shop shop;
  private final UndoFailure onUndoFailure;
  private final WorkerFactory workers;

  OrderRun(TemporalServer server, Shop shop, Map<String, Fault> faults, UndoFailure onUndoFailure) {
    this.client = server.client();
    this.shop = shop;
    this.onUndoFailure = onUndoFailure;
    workers =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new FaultInjector(faults))
                .build());
    Worker worker =
        workers.newWorker(
            queue(),
            WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(ACTIVITIES).build());
    worker.registerWorkflowImplementationTypes(OrderWorkflowImpl.class);
    worker.registerActivitiesImplementations(shop.participants());
    workers.start();
  }

  static String workflowId(Shop shop, String orderId) {
    return "order-" + shop.id() + "-" + orderId;
  }

  /** Places an order, or joins it, and waits until it has ended or is parked. */
  OrderResult place(Order order) throws InterruptedException {
    OrderResult result = SagaEnd.await(start(order), order.id());
    if (result.outcome() != Outcome.PARKED) {
      shop.end(result);
    }
    return result;
  }

  private WorkflowStub start(Order order) {
    String id = workflowId(shop, order.id());
    var workflow =
        client.newWorkflowStub(
            OrderWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setTaskQueue(queue())
                .setStaticSummary("%s of %s".formatted(order.id(), order.customer()))
                .build());
    try {
      WorkflowClient.start(workflow::place, order, onUndoFailure);
    } catch (WorkflowExecutionAlreadyStarted e) {
      return client.newUntypedWorkflowStub(id);
    }
    return WorkflowStub.fromTyped(workflow);
  }

  private String queue() {
    return "orders-" + shop.id();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(5, TimeUnit.SECONDS);
  }
}
