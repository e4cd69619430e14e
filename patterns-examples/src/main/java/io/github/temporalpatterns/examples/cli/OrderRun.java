// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import io.github.temporalpatterns.examples.runtime.Fault;
import io.github.temporalpatterns.examples.runtime.FaultInjector;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.OrderWorkflow;
import io.github.temporalpatterns.examples.saga.OrderWorkflowImpl;
import io.github.temporalpatterns.examples.saga.Receipt;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.examples.shop.Shop;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
    OrderResult result = await(start(order), order.id());
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

  private static OrderResult await(WorkflowStub saga, String orderId) throws InterruptedException {
    CompletableFuture<Receipt> receipt = saga.getResultAsync(Receipt.class);
    while (true) {
      try {
        receipt.get(1, TimeUnit.SECONDS);
        return new OrderResult(orderId, Outcome.COMPLETED, 0, "");
      } catch (TimeoutException e) {
        SagaReport.Summary summary = summary(saga);
        if (summary != null && summary.outcome() == SagaReport.Outcome.PARKED) {
          return result(orderId, Outcome.PARKED, summary);
        }
      } catch (ExecutionException e) {
        return failed(orderId, e.getCause(), summary(saga));
      }
    }
  }

  private static OrderResult failed(
      String orderId, @Nullable Throwable failure, SagaReport.@Nullable Summary summary) {
    if (!(failure instanceof WorkflowFailedException)) {
      throw new IllegalStateException("the end of order " + orderId + " is not known", failure);
    }
    if (summary == null) {
      return new OrderResult(orderId, Outcome.FAILED, 0, String.valueOf(failure.getCause()));
    }
    boolean undone = summary.outcome() == SagaReport.Outcome.COMPENSATED;
    return result(orderId, undone ? Outcome.COMPENSATED : Outcome.FAILED, summary);
  }

  /** What a saga left in its run's memo when it ended otherwise than completed, or was parked. */
  private static SagaReport.@Nullable Summary summary(WorkflowStub saga) {
    return (SagaReport.@Nullable Summary)
        saga.describe().getMemo(SagaReport.MEMO, SagaReport.Summary.class);
  }

  private static OrderResult result(String orderId, Outcome outcome, SagaReport.Summary summary) {
    String open = summary.open().isEmpty() ? "" : "; not undone: " + summary.open();
    return new OrderResult(orderId, outcome, summary.undone().size(), summary.failure() + open);
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
