// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.internal.SdkValues;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what one run did, from its history. */
final class RunCounter {
  private static final String RUNS = "runs";

  private record Activity(String type, String id) {}

  private final WorkflowTally tally;
  private final List<Attempt> attempts;
  private final Map<Long, Activity> activities = new LinkedHashMap<>();
  private final Map<Long, String> openTimers = new LinkedHashMap<>();
  private final Map<String, String> updates = new LinkedHashMap<>();
  private boolean closed;

  private RunCounter(WorkflowTally tally, List<Attempt> attempts) {
    this.tally = tally;
    this.attempts = attempts;
  }

  static String workflowType(List<HistoryEvent> events) {
    return events.get(0).getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName();
  }

  static void read(List<HistoryEvent> events, WorkflowTally tally, List<Attempt> attempts) {
    RunCounter reader = new RunCounter(tally, attempts);
    events.forEach(reader::read);
    if (!reader.closed) {
      tally.count(Section.RUN, RUNS, "left open");
    }
    reader.openTimers.values().forEach(t -> tally.count(Section.TIMER, t, "left open"));
  }

  private void read(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED -> close("completed");
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> close("failed");
      case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> close("cancelled");
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> close("terminated");
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT -> close("timed out");
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW -> close("continued as new");
      case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED ->
          tally.count(
              Section.SIGNAL,
              event.getWorkflowExecutionSignaledEventAttributes().getSignalName(),
              "received");
      case EVENT_TYPE_MARKER_RECORDED -> marker(event.getMarkerRecordedEventAttributes());
      default -> {
        activity(event);
        timer(event);
        update(event);
        child(event);
      }
    }
  }

  private void close(String end) {
    closed = true;
    tally.count(Section.RUN, RUNS, end);
  }

  private void activity(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
        var scheduled = event.getActivityTaskScheduledEventAttributes();
        String type = scheduled.getActivityType().getName();
        activities.put(event.getEventId(), new Activity(type, scheduled.getActivityId()));
        tally.declare(Section.ACTIVITY, type);
      }
      case EVENT_TYPE_ACTIVITY_TASK_STARTED -> {
        var started = event.getActivityTaskStartedEventAttributes();
        if (started.getAttempt() > 1) {
          endActivity(started.getScheduledEventId(), "retried");
          endActivity(started.getScheduledEventId(), endOfLastAttempt(started));
        }
      }
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
          endActivity(
              event.getActivityTaskCompletedEventAttributes().getScheduledEventId(), "completed");
      case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
          endActivity(event.getActivityTaskFailedEventAttributes().getScheduledEventId(), "failed");
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
          endActivity(
              event.getActivityTaskTimedOutEventAttributes().getScheduledEventId(), "timed out");
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          endActivity(
              event.getActivityTaskCanceledEventAttributes().getScheduledEventId(), "cancelled");
      default -> {
        // No event of an activity.
      }
    }
  }

  /** The embedded server does not say how the last attempt ended, so ask who saw it. */
  private String endOfLastAttempt(ActivityTaskStartedEventAttributes started) {
    Activity activity = activities.get(started.getScheduledEventId());
    boolean seenTimeout =
        attempts.stream()
            .filter(a -> activity != null && a.activityId().equals(activity.id()))
            .filter(a -> a.attempt() == started.getAttempt() - 1)
            .anyMatch(a -> a.outcome() == Attempt.Outcome.TIMED_OUT);
    return seenTimeout || started.getLastFailure().hasTimeoutFailureInfo() ? "timed out" : "failed";
  }

  private void endActivity(long scheduled, String end) {
    Activity activity = activities.get(scheduled);
    tally.count(Section.ACTIVITY, activity == null ? "unknown" : activity.type(), end);
  }

  private void timer(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_TIMER_STARTED -> {
        String summary =
            event.getUserMetadata().getSummary().getData().toStringUtf8().replace("\"", "");
        openTimers.put(event.getEventId(), summary.isEmpty() ? "without a summary" : summary);
      }
      case EVENT_TYPE_TIMER_FIRED ->
          endTimer(event.getTimerFiredEventAttributes().getStartedEventId(), "fired");
      case EVENT_TYPE_TIMER_CANCELED ->
          endTimer(event.getTimerCanceledEventAttributes().getStartedEventId(), "cancelled");
      default -> {
        // No event of a timer.
      }
    }
  }

  private void endTimer(long started, String end) {
    String timer = openTimers.remove(started);
    tally.count(Section.TIMER, timer == null ? "unknown" : timer, end);
  }

  private void update(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED -> {
        var accepted = event.getWorkflowExecutionUpdateAcceptedEventAttributes();
        var request = accepted.getAcceptedRequest();
        updates.put(request.getMeta().getUpdateId(), request.getInput().getName());
        tally.declare(Section.UPDATE, request.getInput().getName());
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED -> {
        var completed = event.getWorkflowExecutionUpdateCompletedEventAttributes();
        tally.count(
            Section.UPDATE,
            updates.getOrDefault(completed.getMeta().getUpdateId(), "unknown"),
            completed.getOutcome().hasFailure() ? "failed" : "completed");
      }
      default -> {
        // No event of an update.
      }
    }
  }

  private void child(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
          tally.declare(
              Section.CHILD,
              event
                  .getStartChildWorkflowExecutionInitiatedEventAttributes()
                  .getWorkflowType()
                  .getName());
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED ->
          endChild(
              event.getChildWorkflowExecutionCompletedEventAttributes().getWorkflowType().getName(),
              "completed");
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED ->
          endChild(
              event.getChildWorkflowExecutionFailedEventAttributes().getWorkflowType().getName(),
              "failed");
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_CANCELED ->
          endChild(
              event.getChildWorkflowExecutionCanceledEventAttributes().getWorkflowType().getName(),
              "cancelled");
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_TIMED_OUT ->
          endChild(
              event.getChildWorkflowExecutionTimedOutEventAttributes().getWorkflowType().getName(),
              "timed out");
      default -> {
        // No event of a child.
      }
    }
  }

  private void endChild(String type, String end) {
    tally.count(Section.CHILD, type, end);
  }

  private void marker(MarkerRecordedEventAttributes marker) {
    switch (marker.getMarkerName()) {
      case "Version" ->
          tally.count(Section.VERSION, detail(marker, "changeId"), detail(marker, "version"));
      case "LocalActivity" -> {
        String type = detail(marker, "type");
        tally.count(Section.LOCAL_ACTIVITY, type, marker.hasFailure() ? "failed" : "recorded");
      }
      default -> {
        // Side effects have no name to count by.
      }
    }
  }

  private static String detail(MarkerRecordedEventAttributes marker, String key) {
    return SdkValues.text(marker, key).orElse("unknown");
  }
}
