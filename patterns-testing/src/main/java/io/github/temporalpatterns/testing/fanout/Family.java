// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the runs of a fan-out: its own, their children, and those that continued them as new. */
final class Family {
  private final Deque<WorkflowExecution> open = new ArrayDeque<>();

  private Family(WorkflowExecution first) {
    open.add(first);
  }

  /** The histories of all of them, as they are now. */
  static List<WorkflowExecutionHistory> of(WorkflowClient client, WorkflowExecution first) {
    Family family = new Family(first);
    List<WorkflowExecutionHistory> all = new ArrayList<>();
    while (!family.open.isEmpty()) {
      WorkflowExecution run = family.open.remove();
      WorkflowExecutionHistory history = client.fetchHistory(run.getWorkflowId(), run.getRunId());
      history.getEvents().forEach(event -> family.follow(run, event));
      all.add(history);
    }
    return all;
  }

  /** How many of them are of a workflow type. */
  static long count(List<WorkflowExecutionHistory> family, String type) {
    return family.stream()
        .map(run -> run.getEvents().get(0).getWorkflowExecutionStartedEventAttributes())
        .filter(start -> start.getWorkflowType().getName().equals(type))
        .count();
  }

  private void follow(WorkflowExecution run, HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED ->
          open.add(event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution());
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          open.add(
              run.toBuilder()
                  .setRunId(
                      event
                          .getWorkflowExecutionContinuedAsNewEventAttributes()
                          .getNewExecutionRunId())
                  .build());
      default -> {}
    }
  }
}
