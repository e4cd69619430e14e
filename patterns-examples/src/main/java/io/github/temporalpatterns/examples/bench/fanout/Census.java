// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayDeque;
import java.util.Deque;

/** What all runs of one job recorded: those of its workflow, of their children, and so on. */
final class Census {
  long runs;
  long events;
  long mostEvents;
  long tasks;
  long failedTasks;
  long activities;

  static Census of(WorkflowClient client, WorkflowExecution first) {
    Census census = new Census();
    Deque<WorkflowExecution> open = new ArrayDeque<>();
    open.add(first);
    while (!open.isEmpty()) {
      WorkflowExecution run = open.remove();
      WorkflowExecutionHistory history = client.fetchHistory(run.getWorkflowId(), run.getRunId());
      census.runs++;
      census.events += history.getEvents().size();
      census.mostEvents = Math.max(census.mostEvents, history.getEvents().size());
      history.getEvents().forEach(event -> census.count(event, run, open));
    }
    return census;
  }

  private void count(HistoryEvent event, WorkflowExecution run, Deque<WorkflowExecution> open) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> tasks++;
      case EVENT_TYPE_WORKFLOW_TASK_FAILED, EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT -> failedTasks++;
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> activities++;
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

  @Override
  public String toString() {
    return "%d runs, %d events (at most %d a run), %d tasks, %d failed, %d activities"
        .formatted(runs, events, mostEvents, tasks, failedTasks, activities);
  }
}
