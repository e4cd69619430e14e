// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.hang;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.internal.history.HistoryReader;
import io.github.temporalpatterns.testing.internal.history.OpenTimers;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param unknown whether the worker of its queue does not know its type
 * @param lostItsCache whether a worker that may have cached it has died
 * @param refusal the server's newest refusal of a worker's answer; null if none
 * @param skips whether the server can skip time
 * @param stands whether the test waits in a way that skips none
 * @param left activities that were at work when their run closed
 */
public record Situation(
    DescribeWorkflowExecutionResponse description,
    List<HistoryEvent> events,
    List<Attempt> attempts,
    Instant now,
    Set<String> polled,
    boolean unknown,
    boolean lostItsCache,
    @Nullable String refusal,
    boolean skips,
    boolean stands,
    List<String> left) {

  List<PendingActivityInfo> activities() {
    return description.getPendingActivitiesList();
  }

  public static boolean waits(PendingActivityInfo activity) {
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

  String type() {
    return description.getWorkflowExecutionInfo().getType().getName();
  }

  /** What only the server's time brings, in words; nothing if it waits for none. */
  Optional<String> dueLater() {
    if (!timers().isEmpty()) {
      return Optional.of("the timer does not fire");
    }
    return task().isEmpty()
        ? Optional.of("its first task, which was put off, does not come")
        : Optional.empty();
  }

  /** Whether something is under way that no list of the server's shows, such as a signal. */
  boolean awaitsAnother() {
    Set<Long> open = new HashSet<>();
    for (HistoryEvent event : events) {
      switch (event.getEventType()) {
        case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED ->
            open.add(event.getEventId());
        default ->
            HistoryReader.field(event, "initiated_event_id").ifPresent(id -> open.remove(id));
      }
    }
    return !open.isEmpty() || description.getPendingNexusOperationsCount() > 0;
  }

  /** An activity that has no end in the history and that the server does not know any more. */
  Optional<String> forgotten() {
    Set<String> pending =
        activities().stream().map(PendingActivityInfo::getActivityId).collect(Collectors.toSet());
    Map<Long, ActivityTaskScheduledEventAttributes> open = new LinkedHashMap<>();
    for (HistoryEvent event : events) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        open.put(event.getEventId(), event.getActivityTaskScheduledEventAttributes());
      } else if (!event.hasActivityTaskStartedEventAttributes()
          && !event.hasActivityTaskCancelRequestedEventAttributes()) {
        HistoryReader.field(event, "scheduled_event_id").ifPresent(id -> open.remove(id));
      }
    }
    return open.values().stream()
        .filter(activity -> !pending.contains(activity.getActivityId()))
        .map(activity -> activity.getActivityType().getName())
        .findFirst();
  }

  /** Whether all attempts of an activity together have less time than the run itself. */
  boolean isBounded(PendingActivityInfo activity) {
    Duration run =
        events.get(0).getWorkflowExecutionStartedEventAttributes().getWorkflowRunTimeout();
    return scheduled()
        .filter(event -> event.getActivityId().equals(activity.getActivityId()))
        .map(ActivityTaskScheduledEventAttributes::getScheduleToCloseTimeout)
        .anyMatch(all -> Durations.isPositive(all) && Durations.compare(all, run) < 0);
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
