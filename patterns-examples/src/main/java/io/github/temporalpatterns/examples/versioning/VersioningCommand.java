// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.versioning.OrderReview;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.github.temporalpatterns.versioning.OrderReview.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Orders of two releases: the second is deployed while those of the first are open. */
@Command(
    name = "versioning",
    description = "Deploy a second release while orders of the first are open; print a table.")
public final class VersioningCommand implements Callable<Integer> {
  private static final String LINE = "%-12s %-22s %-10s %s%n";
  private static final long APPROVED_BELOW = 200_000;

  private final Supplier<TemporalServer> servers;
  private final String queue = "checkout-" + UUID.randomUUID();
  private final CheckoutService service = new CheckoutService();

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many orders each release takes; default: 4.")
  private int orders;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public VersioningCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() {
    if (orders < 1 || orders > 100) {
      throw new BadInput("--orders must be between 1 and 100");
    }
    try (TemporalServer server = servers.get()) {
      WorkflowClient client = server.client();
      List<Cart> carts = new ArrayList<>();
      WorkerFactory first = deploy(client, FirstCheckoutWorkflowImpl.class);
      for (int i = 1; i <= orders; i++) {
        carts.add(start(client, "first-" + i, i));
      }
      await(() -> service.begun() == orders);
      first.shutdown();
      service.release();
      first.awaitTermination(10, TimeUnit.SECONDS);

      WorkerFactory second = deploy(client, CheckoutWorkflowImpl.class);
      for (int i = 1; i <= orders; i++) {
        carts.add(start(client, "second-" + i, i));
      }
      System.out.printf(LINE, "order", "version of its steps", "review", "result");
      carts.forEach(cart -> finish(client, cart));
      second.shutdownNow();
    }
    return 0;
  }

  private WorkerFactory deploy(WorkflowClient client, Class<?> release) {
    WorkerFactory workers = WorkerFactory.newInstance(client);
    // No task waits for the worker that is gone.
    WorkerOptions options =
        WorkerOptions.newBuilder().setStickyQueueScheduleToStartTimeout(Duration.ZERO).build();
    Worker worker = workers.newWorker(queue, options);
    // Lets runs be found by their versions.
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setEnableUpsertVersionSearchAttributes(true)
            .build(),
        release);
    worker.registerActivitiesImplementations(service);
    workers.start();
    return workers;
  }

  private Cart start(WorkflowClient client, String name, int number) {
    Cart cart = new Cart(name, number * 60_000L, "CH");
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(id(cart)).build();
    WorkflowClient.start(client.newWorkflowStub(CheckoutWorkflow.class, options)::run, cart);
    return cart;
  }

  private String id(Cart cart) {
    return queue + "/" + cart.id();
  }

  private void finish(WorkflowClient client, Cart cart) {
    OrderReview review = client.newWorkflowStub(OrderReview.class, id(cart));
    await(() -> review.orderStatus().phase().compareTo(Phase.WAITING) >= 0);
    if (review.orderStatus().phase() == Phase.WAITING) {
      review.reviewOrder(
          cart.cents() < APPROVED_BELOW
              ? Decision.approve("1", "ann", "cheap enough")
              : Decision.reject("1", "ann", "too expensive"));
    }
    String result;
    try {
      result =
          WorkflowStub.fromTyped(client.newWorkflowStub(CheckoutWorkflow.class, id(cart)))
              .getResult(String.class);
    } catch (WorkflowFailedException e) {
      result = "rejected";
    }
    Status status = review.orderStatus();
    System.out.printf(
        LINE,
        cart.id(),
        status.version(),
        status.decision() == null ? "" : status.decision().verdict(),
        result);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(20_000_000);
    }
  }
}
