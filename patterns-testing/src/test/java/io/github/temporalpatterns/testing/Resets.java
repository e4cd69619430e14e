// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.UUID;

/** Resets runs, as an operator would; only a real server can. */
public final class Resets {
  private Resets() {}

  /** To the end of its first workflow task; returns the id of the new run. */
  public static String toFirstTask(WorkflowClient client, WorkflowExecution run) {
    return to(client, run, tasks(client, run).get(0));
  }

  /** To the end of its last workflow task; returns the id of the new run. */
  public static String toLastTask(WorkflowClient client, WorkflowExecution run) {
    List<Long> tasks = tasks(client, run);
    return to(client, run, tasks.get(tasks.size() - 1));
  }

  private static List<Long> tasks(WorkflowClient client, WorkflowExecution run) {
    return client.fetchHistory(run.getWorkflowId(), run.getRunId()).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .map(HistoryEvent::getEventId)
        .toList();
  }

  private static String to(WorkflowClient client, WorkflowExecution run, long task) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setWorkflowExecution(run)
                .setReason("a test")
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowTaskFinishEventId(task)
                .build())
        .getRunId();
  }
}
