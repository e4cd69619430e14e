// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a few lines what an open run waits for. */
final class HangReport {
  private static final int MOST_LINES = 3;
  private static final int LAST_EVENTS = 5;
  private static final int MOST_CHARACTERS = 160;

  private final DescribeWorkflowExecutionResponse description;
  private final List<HistoryEvent> events;
  private final Instant now;

  HangReport(
      DescribeWorkflowExecutionResponse description, List<HistoryEvent> events, Instant now) {
    this.description = description;
    this.events = events;
    this.now = now;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    taskFailure().ifPresent(lines::add);
    List<PendingActivityInfo> activities = description.getPendingActivitiesList();
    activities.stream().limit(MOST_LINES).forEach(activity -> lines.add(line(activity)));
    addRest(lines, activities.size(), "pending activities");
    description.getPendingChildrenList().stream()
        .limit(MOST_LINES)
        .forEach(
            child ->
                lines.add(
                    "open child " + child.getWorkflowTypeName() + " " + child.getWorkflowId()));
    addRest(lines, description.getPendingChildrenCount(), "open children");
    List<String> timers = openTimers();
    timers.stream().limit(MOST_LINES).forEach(lines::add);
    addRest(lines, timers.size(), "open timers");
    if (lines.isEmpty()) {
      lines.add("nothing is pending: it waits for a signal, an update or a worker");
    }
    lines.add("last events: " + lastEvents());
    return lines;
  }

  private static void addRest(List<String> lines, int count, String what) {
    if (count > MOST_LINES) {
      lines.add("and " + (count - MOST_LINES) + " more " + what);
    }
  }

  private String line(PendingActivityInfo activity) {
    boolean waiting = activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
    String line =
        "activity %s attempt %d %s"
            .formatted(
                activity.getActivityType().getName(),
                activity.getAttempt(),
                waiting ? "waits for its turn or a worker" : "is running");
    return activity.hasLastFailure()
        ? line + ", last failure " + describe(activity.getLastFailure())
        : line;
  }

  /** The failure of the newest workflow task, unless a later task went well. */
  private Optional<String> taskFailure() {
    Optional<Failure> newest = Optional.empty();
    for (HistoryEvent event : events) {
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED) {
        newest = Optional.of(event.getWorkflowTaskFailedEventAttributes().getFailure());
      } else if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
        newest = Optional.empty();
      }
    }
    return newest.map(
        failure -> "its workflow task fails, so it is stuck: " + describeRoot(failure));
  }

  private List<String> openTimers() {
    return OpenTimers.of(events).stream()
        .map(
            timer ->
                "timer of %s, which has %s to go"
                    .formatted(
                        timer.length(),
                        Duration.ofSeconds(Duration.between(now, timer.fires()).toSeconds())))
        .toList();
  }

  private String lastEvents() {
    return events.stream()
        .skip(Math.max(0, events.size() - LAST_EVENTS))
        .map(event -> event.getEventId() + " " + name(event.getEventType()))
        .collect(Collectors.joining(", "));
  }

  static String name(EventType type) {
    return type.name().substring("EVENT_TYPE_".length());
  }

  static String describe(Failure failure) {
    String type =
        failure.hasApplicationFailureInfo()
            ? failure.getApplicationFailureInfo().getType()
            : failure.getFailureInfoCase().name();
    String message = type + ": " + Replays.explain(failure.getMessage());
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS) + "...";
  }

  /** Describes what the workflow's code threw, and where, without what the SDK wraps around it. */
  static String describeRoot(Failure failure) {
    if (failure.hasCause()) {
      return describeRoot(failure.getCause());
    }
    return failure
        .getStackTrace()
        .lines()
        .filter(line -> !line.startsWith("io.temporal.") && !line.startsWith("java."))
        .findFirst()
        .map(line -> describe(failure) + " at " + line)
        .orElse(describe(failure));
  }
}
