// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an open run at one moment.
 *
 * @param description what the server says
 * @param events its history
 * @param attempts what the workers saw of its activities
 * @param now the server's time
 * @param polled the task queues that a living worker polls
 * @param lostItsCache whether a worker that may have cached it has died
 * @param refusal the server's newest refusal of a workflow task's completion; null if none
 * @param skips whether the server can skip time
 * @param stands whether the test waits in a way that skips none
 * @param left activities that were at work when their run closed
 */
record Situation(
    DescribeWorkflowExecutionResponse description,
    List<HistoryEvent> events,
    List<Attempt> attempts,
    Instant now,
    Set<String> polled,
    boolean lostItsCache,
    @Nullable String refusal,
    boolean skips,
    boolean stands,
    List<String> left) {

  List<PendingActivityInfo> activities() {
    return description.getPendingActivitiesList();
  }

  static boolean waits(PendingActivityInfo activity) {
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
  }

  /** The newest event of a workflow task. */
  Optional<HistoryEvent> task() {
    return events.stream()
        .filter(event -> event.getEventType().name().startsWith("EVENT_TYPE_WORKFLOW_TASK_"))
        .reduce((earlier, later) -> later);
  }

  /** Whether the newest workflow task got no further than this. */
  boolean taskIs(EventType type) {
    return task().filter(event -> event.getEventType() == type).isPresent();
  }

  /** The newest failure of a workflow task, unless a later task went well. */
  Optional<HistoryEvent> taskFailure() {
    HistoryEvent failed = null;
    for (HistoryEvent event : events) {
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED) {
        failed = event;
      } else if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
        failed = null;
      }
    }
    return Optional.ofNullable(failed);
  }

  List<OpenTimers.Timer> timers() {
    return OpenTimers.of(events);
  }

  /** The run's own task queue. */
  String taskQueue() {
    return events.get(0).getWorkflowExecutionStartedEventAttributes().getTaskQueue().getName();
  }

  /** The task queue of one of its activities. */
  String taskQueue(PendingActivityInfo activity) {
    return scheduled()
        .filter(event -> event.getActivityId().equals(activity.getActivityId()))
        .map(event -> event.getTaskQueue().getName())
        .reduce((earlier, later) -> later)
        .orElse("");
  }

  /** Attempts in vain of activities that no event mentions. */
  List<Attempt> failedLocalAttempts() {
    List<String> ids =
        scheduled().map(ActivityTaskScheduledEventAttributes::getActivityId).toList();
    return attempts.stream()
        .filter(attempt -> attempt.ended() != null)
        .filter(attempt -> attempt.outcome() != Attempt.Outcome.COMPLETED)
        .filter(attempt -> !ids.contains(attempt.activityId()))
        .toList();
  }

  private Stream<ActivityTaskScheduledEventAttributes> scheduled() {
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes);
  }
}
