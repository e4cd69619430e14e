// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.testing.PatternEnv;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Releases of a workflow that decide different things, in a namespace of their own: the index tells
 * runs of one type apart by nothing else, and the SDK keeps no versions of a dynamic workflow.
 */
final class Releases implements AutoCloseable {
  static final String TYPE = "RetiredOrder";
  static final Duration RETENTION = Duration.ofHours(25);

  private final PatternEnv env;
  private final WorkflowClient client;
  private final List<WorkerFactory> workers = new ArrayList<>();

  /** Whether the workers of a release keep the search attribute. */
  enum Index {
    KEPT,
    NOT_KEPT
  }

  /** An order of any release. */
  @WorkflowInterface
  public interface Order {
    @WorkflowMethod(name = TYPE)
    void run(boolean stays);
  }

  /** A release. */
  public record Release(Functions.Proc decisions) implements Order {
    @Override
    public void run(boolean stays) {
      decisions.apply();
      if (stays) {
        Workflow.sleep(Duration.ofDays(1));
      }
    }
  }

  Releases(PatternEnv env) {
    this.env = env;
    WorkflowServiceStubs server = env.client().getWorkflowServiceStubs();
    String namespace = "retirement-" + UUID.randomUUID();
    var kept = com.google.protobuf.Duration.newBuilder().setSeconds(RETENTION.toSeconds());
    server
        .blockingStub()
        .registerNamespace(
            RegisterNamespaceRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecutionRetentionPeriod(kept)
                .build());
    client =
        WorkflowClient.newInstance(
            server, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
  }

  /** Starts runs that stay open and runs that end. */
  void release(Index index, Functions.Proc decisions, int open, int closed) {
    WorkerFactory release = WorkerFactory.newInstance(client);
    workers.add(release);
    String queue = "release-" + workers.size();
    release
        .newWorker(queue)
        .registerWorkflowImplementationFactory(
            Order.class,
            () -> new Release(decisions),
            WorkflowImplementationOptions.newBuilder()
                .setEnableUpsertVersionSearchAttributes(index == Index.KEPT)
                .build());
    release.start();
    for (int run = 0; run < open + closed; run++) {
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setTaskQueue(queue)
              .setWorkflowId(queue + '/' + run)
              .setWorkflowRunTimeout(Duration.ofMinutes(5))
              .build();
      WorkflowClient.start(client.newWorkflowStub(Order.class, options)::run, run < open);
    }
  }

  /** Waits until the index has so many runs. */
  void await(String query, long count) {
    env.await(count + " runs of " + query, () -> client.countWorkflows(query).getCount() == count);
  }

  List<String> ids(String query) {
    return client
        .listExecutions(query)
        .map(run -> run.getExecution().getWorkflowId())
        .sorted()
        .toList();
  }

  void terminate(String query) {
    ids(query).forEach(id -> client.newUntypedWorkflowStub(id).terminate("the test ends"));
  }

  WorkflowClient client() {
    return client;
  }

  @Override
  public void close() {
    terminate("ExecutionStatus = 'Running'");
    workers.forEach(WorkerFactory::shutdownNow);
  }
}
