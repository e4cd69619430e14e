// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds in the history of a run what a production server would not have let happen: the embedded
 * server enforces almost none of the limits.
 */
public final class LimitsLint {
  private static final int MOST_FINDINGS = 5;

  /** Something of which a run may only have so many at one time. */
  private enum Open {
    ACTIVITIES("activities under way at once", ServerLimits.PENDING, "fails the workflow task"),
    CHILDREN("child workflows under way at once", ServerLimits.PENDING, "fails the workflow task"),
    SIGNALS_OUT("external signals under way at once", ServerLimits.PENDING, "fails the task"),
    CANCELS_OUT("external cancels under way at once", ServerLimits.PENDING, "fails the task"),
    UPDATES("updates under way at once", ServerLimits.UPDATES_IN_FLIGHT, "holds back more");

    private final String what;
    private final int limit;
    private final String consequence;

    Open(String what, int limit, String consequence) {
      this.what = what;
      this.limit = limit;
      this.consequence = consequence;
    }
  }

  private final List<HistoryEvent> events;
  private final List<String> findings = new ArrayList<>();

  private LimitsLint(List<HistoryEvent> events) {
    this.events = events;
  }

  /** Returns what is wrong with a run, one line each; nothing if a server would take it. */
  public static List<String> findings(List<HistoryEvent> events) {
    LimitsLint lint = new LimitsLint(events);
    lint.sizes();
    lint.tasks();
    lint.totals();
    for (Open open : Open.values()) {
      lint.atOnce(open);
    }
    List<String> all = lint.findings;
    if (all.size() <= MOST_FINDINGS) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, MOST_FINDINGS));
    some.add("and " + (all.size() - MOST_FINDINGS) + " more");
    return some;
  }

  private void sizes() {
    for (HistoryEvent event : events) {
      for (String finding : EventSizes.findings(event)) {
        findings.add("%s, %s".formatted(label(event), finding));
      }
    }
  }

  private void tasks() {
    Map<Long, Long> bytes = new LinkedHashMap<>();
    for (HistoryEvent event : events) {
      task(event).ifPresent(task -> bytes.merge(task, (long) event.getSerializedSize(), Long::sum));
    }
    bytes.forEach(
        (task, sum) ->
            refuseAbove(
                ServerLimits.TASK_BYTES, sum, "bytes by the workflow task of event " + task));
  }

  /** The workflow task that issued an event's command. */
  private static Optional<Long> task(HistoryEvent event) {
    return HistoryReader.field(event, "workflow_task_completed_event_id").map(Long.class::cast);
  }

  private void totals() {
    refuseAbove(ServerLimits.EVENTS, events.size(), "events");
    refuseAbove(
        ServerLimits.HISTORY_BYTES,
        events.stream().mapToLong(HistoryEvent::getSerializedSize).sum(),
        "bytes of history");
    refuseAbove(
        ServerLimits.SIGNALS, count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED), "signals");
    refuseAbove(
        ServerLimits.UPDATES,
        count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED),
        "updates");
  }

  private long count(EventType type) {
    return events.stream().filter(event -> event.getEventType() == type).count();
  }

  private void refuseAbove(long limit, long count, String what) {
    if (count > limit) {
      findings.add("%,d %s; a server takes %,d".formatted(count, what, limit));
    }
  }

  private void atOnce(Open open) {
    int level = 0;
    int highest = 0;
    for (HistoryEvent event : events) {
      if (starts(event.getEventType()) == open) {
        level++;
      } else if (ends(event.getEventType()) == open) {
        level--;
      }
      highest = Math.max(highest, level);
    }
    if (highest > open.limit) {
      findings.add(
          "%,d %s; a server takes %,d and %s"
              .formatted(highest, open.what, open.limit, open.consequence));
    }
  }

  private static @Nullable Open starts(EventType type) {
    return switch (type) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> Open.ACTIVITIES;
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> Open.CHILDREN;
      case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> Open.SIGNALS_OUT;
      case EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> Open.CANCELS_OUT;
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED -> Open.UPDATES;
      default -> null;
    };
  }

  private static @Nullable Open ends(EventType type) {
    return switch (type) {
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
          EVENT_TYPE_ACTIVITY_TASK_FAILED,
          EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
          EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          Open.ACTIVITIES;
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED,
          EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED,
          EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED,
          EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_CANCELED,
          EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_TIMED_OUT,
          EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_TERMINATED ->
          Open.CHILDREN;
      case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED,
          EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
          Open.SIGNALS_OUT;
      case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED,
          EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
          Open.CANCELS_OUT;
      case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED -> Open.UPDATES;
      default -> null;
    };
  }

  private static String label(HistoryEvent event) {
    return "event %d %s"
        .formatted(event.getEventId(), event.getEventType().name().replaceFirst("EVENT_TYPE_", ""));
  }
}
