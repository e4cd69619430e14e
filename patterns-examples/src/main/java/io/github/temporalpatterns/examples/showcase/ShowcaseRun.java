// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.examples.cli.SagaEnd;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.Shop;
import io.github.temporalpatterns.examples.showcase.ShowcaseOrders.Planned;
import io.github.temporalpatterns.examples.versioning.RetirementCommand;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.versioning.OrderReview;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.RetirementReport;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders of two releases: the worker of the first is killed while its orders are open. */
final class ShowcaseRun implements AutoCloseable {
  private static final String ANN = "ann";
  private static final long POLL_NANOS = 50_000_000;

  private final TemporalServer server;
  private final Shop shop;
  private final Books books;
  private final Consumer<String> log;
  private final List<Planned> open = new ArrayList<>();
  private @Nullable Deployed worker;
  private volatile String stage = "the first worker";

  /**
   * Plays on a server.
   *
   * @param shop an empty one
   * @param log is told what happens
   */
  ShowcaseRun(TemporalServer server, Shop shop, Books books, Consumer<String> log) {
    this.server = server;
    this.shop = shop;
    this.books = books;
    this.log = log;
  }

  /** What it waits for. */
  String stage() {
    return stage;
  }

  /** Takes all orders to their ends. */
  ShowcaseResult perform() throws InterruptedException {
    shop.take(ShowcaseOrders.file(), server.id());
    deploy(1);
    begin();
    awaitMiddle();
    deploy(2);
    goOn();
    ShowcaseOrders.SECOND.forEach(this::start);
    review(ShowcaseOrders.APPROVED, Decision.approve("1", ANN, "she confirmed by phone"));
    review(ShowcaseOrders.REJECTED, Decision.reject("1", ANN, "no answer by phone"));
    List<OrderEnd> ends = new ArrayList<>();
    for (Planned planned : Stream.concat(first(), ShowcaseOrders.SECOND.stream()).toList()) {
      ends.add(end(planned));
    }
    return new ShowcaseResult(ends, server.inProcess() ? null : retirement());
  }

  private static Stream<Planned> first() {
    return ShowcaseOrders.FIRST.stream();
  }

  private void deploy(int release) {
    stage = "the worker of release " + release;
    if (worker != null) {
      worker.close();
      log.accept("The worker of release 1 is killed.");
    }
    if (server.inProcess()) {
      worker = new ReleaseWorker(server.client(), shop, release);
      log.accept("Release %d works in this process.".formatted(release));
    } else {
      WorkerProcess process = WorkerProcess.start(shop.path(), release);
      worker = process;
      log.accept("Release %d works in process %d.".formatted(release, process.id()));
    }
  }

  private void begin() {
    first().filter(planned -> !planned.equals(ShowcaseOrders.PAUSED)).forEach(this::start);
    open.add(ShowcaseOrders.PAUSED);
    // Paused before it begins, and then let through to its first step and no further.
    create(ShowcaseOrders.PAUSED)
        .signalWithStart(
            "pause.request",
            new Object[] {Pausable.Request.of("1", ANN, "the customer is on the phone")},
            new Object[] {ShowcaseOrders.PAUSED.order()});
    operator(ShowcaseOrders.PAUSED)
        .pauseResume(Pausable.Request.of("2", ANN, "keep the goods for her").safePoints(1));
  }

  private void awaitMiddle() throws InterruptedException {
    await(ShowcaseOrders.DONE);
    await(ShowcaseOrders.NOBODY);
    until(
        "the paused order to be paused after its first step",
        () -> {
          Pausable.Status status = operator(ShowcaseOrders.PAUSED).pauseStatus();
          return status.phase() == Pausable.Phase.PAUSED && status.progress().done() == 1;
        });
    until(
        "the carrier's breaker to open",
        () -> {
          Status status = breaker().breakerStatus().get(0);
          return status.state() == State.OPEN && status.waiting() == 1;
        });
    until(
        "the charge whose answer gets lost",
        () -> books.isCharged(ShowcaseOrders.LOST.order().id()));
    log.accept("Three orders of release 1 are open: paused, at an open breaker, charged.");
  }

  private void goOn() {
    stage = "the operator's commands";
    operator(ShowcaseOrders.PAUSED).pauseResume(Pausable.Request.of("3", ANN, "she confirmed"));
    breaker().breakerClose(BreakerOperator.Command.of("1", ANN, "it works again", "carrier"));
  }

  private void review(Planned planned, Decision decision) {
    OrderReview desk = desk(planned);
    until(
        "order " + planned.order().id() + " to wait for its review",
        () -> desk.orderStatus().phase() == OrderReview.Phase.WAITING);
    desk.reviewOrder(decision);
  }

  private OrderEnd end(Planned planned) throws InterruptedException {
    OrderResult result = await(planned);
    open.remove(planned);
    shop.end(result);
    return new OrderEnd(planned, desk(planned).orderStatus(), result);
  }

  private RetirementReport retirement() {
    WorkflowClient client = server.client();
    String closed =
        "TaskQueue = '%s' AND ExecutionStatus != 'Running'".formatted(ReleaseWorker.queue(shop));
    int orders = books.orders();
    until(
        "the server's index to know the ends of all orders",
        () -> client.countWorkflows(closed).getCount() >= orders);
    return RetirementCommand.retirement(client, ShopOrderWorkflowImpl.LEDGER, "ShopOrderWorkflow")
        .report();
  }

  private OrderResult await(Planned planned) throws InterruptedException {
    String id = planned.order().id();
    stage = "the end of order " + id;
    return SagaEnd.await(run(planned), id);
  }

  private void until(String what, BooleanSupplier condition) {
    stage = what;
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new IllegalStateException("given up");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void start(Planned planned) {
    open.add(planned);
    create(planned).start(planned.order());
  }

  private WorkflowStub create(Planned planned) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(ReleaseWorker.queue(shop))
            .setWorkflowId(workflowId(planned))
            .setStaticSummary(
                "%s, sold by release %d".formatted(planned.order().id(), planned.release()))
            .build();
    return WorkflowStub.fromTyped(
        server.client().newWorkflowStub(ShopOrderWorkflow.class, options));
  }

  private String workflowId(Planned planned) {
    return ReleaseWorker.queue(shop) + "/" + planned.order().id();
  }

  private WorkflowStub run(Planned planned) {
    return server.client().newUntypedWorkflowStub(workflowId(planned));
  }

  private Pausable operator(Planned planned) {
    return PatternOperator.of(server.client()).at(Pausable.class, workflowId(planned));
  }

  private BreakerOperator breaker() {
    WorkflowClient client = server.client();
    return client.newWorkflowStub(BreakerOperator.class, workflowId(ShowcaseOrders.CARRIER));
  }

  private OrderReview desk(Planned planned) {
    return server.client().newWorkflowStub(OrderReview.class, workflowId(planned));
  }

  /** Leaves neither a worker nor an order behind, unless the server is gone. */
  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
    try {
      open.forEach(this::terminate);
    } catch (WorkflowServiceException e) {
      // Each of them would wait for it as long as this one did.
      log.accept("Orders may be left open on the server: " + e.getCause());
    }
  }

  private void terminate(Planned planned) {
    try {
      run(planned).terminate("the showcase was given up");
    } catch (WorkflowNotFoundException e) {
      // It never began, or has ended by itself.
    }
  }
}
