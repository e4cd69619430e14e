// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.runs;

import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;

/** Reads the histories of runs from the server. */
public final class Runs {
  private final WorkflowClient client;

  public Runs(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Returns the history of one run. Its first event names the workflow id, as on a real server; the
   * embedded one leaves it out, and a replay would then invent another id.
   */
  public WorkflowExecutionHistory history(String workflowId, String runId) {
    History.Builder history = client.fetchHistory(workflowId, runId).getHistory().toBuilder();
    history
        .getEventsBuilder(0)
        .getWorkflowExecutionStartedEventAttributesBuilder()
        .setWorkflowId(workflowId);
    return new WorkflowExecutionHistory(history.build(), workflowId);
  }

  /** Returns the histories of a run and of the runs that continue it, in order. */
  public List<WorkflowExecutionHistory> chain(String workflowId, String firstRunId) {
    List<WorkflowExecutionHistory> chain = new ArrayList<>();
    for (String runId = firstRunId; !runId.isEmpty(); ) {
      WorkflowExecutionHistory history = history(workflowId, runId);
      chain.add(history);
      runId = continuedBy(history.getLastEvent());
    }
    return chain;
  }

  /** The run that continues a closed one; empty if there is none. */
  private static String continuedBy(HistoryEvent last) {
    return switch (last.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
          last.getWorkflowExecutionCompletedEventAttributes().getNewExecutionRunId();
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
          last.getWorkflowExecutionFailedEventAttributes().getNewExecutionRunId();
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          last.getWorkflowExecutionTimedOutEventAttributes().getNewExecutionRunId();
      default -> "";
    };
  }
}
