// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Measures one shape with one job, on a worker and a task queue of its own that have worked before.
 */
final class Bench {
  private static final Job WARM_UP = Job.chunks(100, 10, 10);

  private final WorkflowClient client;
  private final Optional<ServerProcess> server;
  private final Executions executions = new Executions();

  Bench(WorkflowClient client, Optional<ServerProcess> server) {
    this.client = client;
    this.server = server;
  }

  Optional<ServerProcess> server() {
    return server;
  }

  /** What is not usual about a measurement. */
  record Setting(boolean varied, boolean failing, WorkerOptions worker) {
    static final Setting USUAL =
        new Setting(false, false, WorkerOptions.newBuilder().validateAndBuildWithDefaults());
    static final Setting VARIED = new Setting(true, false, USUAL.worker);

    /** Calls begin within the answer to the workflow task that makes them, as the plan advises. */
    static Setting eager(FanOutReport.Plan plan) {
      return new Setting(
          false,
          false,
          WorkerOptions.newBuilder()
              .setMaxEagerActivityReservationsPerWorkflowTask(plan.eagerReservations())
              .validateAndBuildWithDefaults());
    }

    static final Setting FAILING = new Setting(false, true, USUAL.worker);
  }

  /** What a measurement gave. */
  record Measured(double itemsPerSecond, Duration serverCpu, Census census) {}

  Measured measure(Shape shape, Job job, Setting setting) {
    WorkerFactory workers = WorkerFactory.newInstance(client);
    String queue = "bench-" + UUID.randomUUID();
    register(workers.newWorker(queue, setting.worker()), setting);
    workers.start();
    try {
      run(shape, WARM_UP, queue, false);
      Duration cpuBefore = cpu();
      long start = System.nanoTime();
      WorkflowStub stub = run(shape, job, queue, setting.failing());
      double seconds = (System.nanoTime() - start) / 1e9;
      Duration cpu = cpu().minus(cpuBefore);
      return new Measured(job.items() / seconds, cpu, Census.of(client, stub.getExecution()));
    } finally {
      workers.shutdownNow();
      workers.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private WorkflowStub run(Shape shape, Job job, String queue, boolean failing) {
    executions.begin(job.items(), failing);
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            shape.type,
            WorkflowOptions.newBuilder()
                .setTaskQueue(queue)
                .setWorkflowId(shape.type + "-" + UUID.randomUUID())
                .build());
    stub.start(shape.arguments(job));
    stub.getResult(Object.class);
    boolean byChildren =
        job.unit() == Job.Unit.CHILD || shape == Shape.ITERATOR || shape == Shape.WINDOW;
    if (!byChildren && executions.wrong() > 0) {
      throw new IllegalStateException(
          "%s with %s: %d items were not executed exactly once"
              .formatted(shape, job, executions.wrong()));
    }
    return stub;
  }

  private void register(Worker worker, Setting setting) {
    worker.registerWorkflowImplementationTypes(
        FannedOut.Impl.class,
        LoopWorkflow.Impl.class,
        TreeWorkflow.Impl.class,
        IteratorWorkflow.Impl.class,
        WindowWorkflow.Impl.class,
        WindowWorkflow.Partitions.Impl.class,
        WindowWorkflow.ReportingItem.Impl.class,
        setting.varied() ? ItemWorkflow.Varied.class : ItemWorkflow.Brief.class);
    worker.registerWorkflowImplementationTypes(ChunkedFanOut.workflows());
    worker.registerActivitiesImplementations(executions);
  }

  private Duration cpu() {
    return server.map(ServerProcess::cpu).orElse(Duration.ZERO);
  }
}
