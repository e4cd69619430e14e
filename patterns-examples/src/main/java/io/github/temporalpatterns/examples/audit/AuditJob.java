// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.temporalpatterns.examples.fanout.AuditWorkflow;
import io.github.temporalpatterns.examples.fanout.AuditWorkflowImpl;
import io.github.temporalpatterns.examples.fanout.Totals;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOperator.Status;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutWatch;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;

/**
 * Runs an audit as a workflow, with a worker in this process.
 *
 * <p>The workflow's id is that of the run and is never used twice, so a run that an earlier process
 * has started is joined, not started again.
 */
final class AuditJob implements AutoCloseable {
  private static final Type REPORT = new TypeReference<FanOutReport<Totals>>() {}.getType();

  private final WorkflowClient client;
  private final AuditRun run;
  private final WorkerFactory workers;

  AuditJob(TemporalServer server, AuditRun run) {
    client = server.client();
    this.run = run;
    workers = WorkerFactory.newInstance(client);
    Worker worker =
        workers.newWorker(
            workflowId(),
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(Runtime.getRuntime().availableProcessors())
                .build());
    worker.registerWorkflowImplementationTypes(AuditWorkflowImpl.class);
    worker.registerWorkflowImplementationTypes(ChunkedFanOut.workflows());
    worker.registerActivitiesImplementations(
        new RepositoryAudits(run, () -> Activity.getExecutionContext().heartbeat(null)));
    workers.start();
  }

  String workflowId() {
    return "audit-" + run.id();
  }

  /** Runs the audit, or joins it, and waits for its end. */
  FanOutReport<Totals> await(ProgressBar bar) throws InterruptedException {
    CompletableFuture<FanOutReport<Totals>> end = result(start());
    FanOutWatch watch = FanOutWatch.of(client, workflowId());
    while (true) {
      try {
        return end.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        show(watch, bar);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException("the end of the audit is not known", e);
      }
    }
  }

  @SuppressWarnings("unchecked") // the type says more than the class can
  private static CompletableFuture<FanOutReport<Totals>> result(WorkflowStub workflow) {
    return (CompletableFuture<FanOutReport<Totals>>)
        (CompletableFuture<?>) workflow.getResultAsync(FanOutReport.class, REPORT);
  }

  private static void show(FanOutWatch watch, ProgressBar bar) {
    try {
      Status status = watch.status();
      if (status.plan() != null) {
        bar.maxHint(status.plan().items());
        bar.stepTo(status.succeeded() + status.failed());
      }
    } catch (WorkflowException e) {
      // It has no worker at this moment, or is over: the next round knows more.
    }
  }

  private WorkflowStub start() {
    AuditWorkflow workflow =
        client.newWorkflowStub(
            AuditWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId())
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setTaskQueue(workflowId())
                .setStaticSummary("Audit of " + run.directory())
                .build());
    try {
      WorkflowClient.start(workflow::audit);
    } catch (WorkflowExecutionAlreadyStarted e) {
      return client.newUntypedWorkflowStub(workflowId());
    }
    return WorkflowStub.fromTyped(workflow);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(5, TimeUnit.SECONDS);
  }
}
