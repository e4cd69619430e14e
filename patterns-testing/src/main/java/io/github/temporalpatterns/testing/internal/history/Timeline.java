// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import com.google.protobuf.util.Durations;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run did, one line for each step, with the server's time since its start. */
public final class Timeline {
  private static final int MOST_LINES = 40;

  /** What an event is about, by the beginning of its type; the first that fits counts. */
  private static final List<String[]> KINDS =
      List.of(
          new String[] {"ACTIVITY_TASK_", "activity"},
          new String[] {"TIMER_", "timer"},
          new String[] {"START_CHILD_WORKFLOW_EXECUTION_", "child"},
          new String[] {"CHILD_WORKFLOW_EXECUTION_", "child"},
          new String[] {"WORKFLOW_EXECUTION_UPDATE_", "update"},
          new String[] {"WORKFLOW_EXECUTION_", "run"});

  /** The fields that name what an event is about. */
  private static final List<String> NAMES =
      List.of("activity_type", "workflow_type", "signal_name", "marker_name");

  /** The fields that refer to the event which began what this one goes on with. */
  private static final List<String> REFERENCES =
      List.of("scheduled_event_id", "initiated_event_id", "accepted_event_id", "started_event_id");

  private final RunEvents run;

  public Timeline(RunEvents run) {
    this.run = run;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    Map<Object, String> subjects = new HashMap<>();
    for (HistoryEvent event : run.events()) {
      String subject = subject(event, subjects);
      subjects.put(event.getEventId(), subject);
      if (isStep(event.getEventType())) {
        lines.add(line(event, subject));
      }
    }
    int over = lines.size() - MOST_LINES;
    if (over > 0) {
      lines.subList(MOST_LINES / 2, MOST_LINES / 2 + over).clear();
      lines.add(MOST_LINES / 2, "  ... " + over + " more");
    }
    return "timeline, by the server's clock:\n" + String.join("\n", lines);
  }

  private static boolean isStep(EventType type) {
    return !type.name().startsWith("EVENT_TYPE_WORKFLOW_TASK_")
        && type != EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED
        && type != EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED;
  }

  private String line(HistoryEvent event, String subject) {
    String type = event.getEventType().name().replaceFirst("EVENT_TYPE_", "");
    String[] kind =
        KINDS.stream()
            .filter(candidate -> type.startsWith(candidate[0]))
            .findFirst()
            .orElse(new String[] {"", "event"});
    String verb = type.substring(kind[0].length()).replace('_', ' ').toLowerCase(Locale.ROOT);
    String why =
        HistoryReader.failure(event)
            .map(failure -> ": " + String.join(" by ", HistoryReader.names(failure)))
            .orElse("");
    Duration since = Duration.between(run.start(), HistoryReader.time(event));
    return "  +%s %s %s%s%s"
        .formatted(
            since.toString().substring(2).toLowerCase(Locale.ROOT),
            kind[1],
            subject.isEmpty() ? "" : subject + " ",
            verb,
            why);
  }

  private static String subject(HistoryEvent event, Map<Object, String> earlier) {
    if (event.hasTimerStartedEventAttributes()) {
      return "of "
          + Duration.ofMillis(
              Durations.toMillis(event.getTimerStartedEventAttributes().getStartToFireTimeout()));
    }
    if (event.hasWorkflowExecutionUpdateAcceptedEventAttributes()) {
      return event
          .getWorkflowExecutionUpdateAcceptedEventAttributes()
          .getAcceptedRequest()
          .getInput()
          .getName();
    }
    return HistoryReader.localActivity(event)
        .or(() -> first(event, NAMES).map(Timeline::name))
        .or(() -> first(event, REFERENCES).map(id -> earlier.getOrDefault(id, "")))
        .orElse("");
  }

  private static Optional<Object> first(HistoryEvent event, List<String> fields) {
    return fields.stream().flatMap(field -> HistoryReader.field(event, field).stream()).findFirst();
  }

  private static String name(Object value) {
    if (value instanceof ActivityType type) {
      return type.getName();
    }
    return value instanceof WorkflowType type ? type.getName() : String.valueOf(value);
  }
}
