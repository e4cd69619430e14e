// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import com.google.protobuf.util.Durations;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run and of those that continue it, and what they say together. A position counts
 * the events over all these runs.
 */
public final class RunEvents {

  /** One call of an activity or local activity; {@code close} is null while it is under way. */
  public record Call(
      String type, Instant at, int scheduled, int closed, @Nullable HistoryEvent close) {

    public boolean completed() {
      return close != null
          && close.getEventType() != EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED
          && HistoryReader.failure(close).isEmpty();
    }

    /** What it and its causes failed by; empty if it did not fail. */
    public List<String> failures() {
      return Optional.ofNullable(close)
          .flatMap(HistoryReader::failure)
          .map(HistoryReader::names)
          .orElse(List.of());
    }
  }

  /** One timer; {@code end} is null if it neither fired nor was cancelled. */
  public record Timer(Duration duration, @Nullable HistoryEvent end) {

    public boolean fired() {
      return end != null && end.getEventType() == EventType.EVENT_TYPE_TIMER_FIRED;
    }

    public boolean canceled() {
      return end != null && !fired();
    }

    @Override
    public String toString() {
      return duration + (end == null ? " left open" : fired() ? " fired" : " canceled");
    }
  }

  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();

  public RunEvents(List<WorkflowExecutionHistory> chain) {
    chain.forEach(history -> read(history.getEvents()));
  }

  public List<HistoryEvent> events() {
    return events;
  }

  public List<HistoryEvent> events(EventType type) {
    return events.stream().filter(event -> event.getEventType() == type).toList();
  }

  public List<Call> calls() {
    return calls;
  }

  public List<Timer> timers() {
    return timers;
  }

  public HistoryEvent last() {
    return events.get(events.size() - 1);
  }

  public Instant start() {
    return HistoryReader.time(events.get(0));
  }

  /** How long the runs took by the server's clock, so far or until the last one closed. */
  public Duration elapsed() {
    return Duration.between(start(), HistoryReader.time(last()));
  }

  private void read(List<HistoryEvent> run) {
    Map<Long, Integer> openCalls = new HashMap<>();
    Map<Long, Integer> openTimers = new HashMap<>();
    for (HistoryEvent event : run) {
      int position = events.size();
      events.add(event);
      readCall(event, position, openCalls);
      readTimer(event, openTimers);
    }
  }

  private void readCall(HistoryEvent event, int position, Map<Long, Integer> open) {
    Instant now = HistoryReader.time(event);
    switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
        open.put(event.getEventId(), calls.size());
        String type = event.getActivityTaskScheduledEventAttributes().getActivityType().getName();
        calls.add(new Call(type, now, position, Integer.MAX_VALUE, null));
      }
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
          EVENT_TYPE_ACTIVITY_TASK_FAILED,
          EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT,
          EVENT_TYPE_ACTIVITY_TASK_CANCELED -> {
        Integer index = open.get(reference(event, "scheduled_event_id"));
        if (index != null) {
          Call call = calls.get(index);
          calls.set(index, new Call(call.type(), call.at(), call.scheduled(), position, event));
        }
      }
      case EVENT_TYPE_MARKER_RECORDED ->
          HistoryReader.localActivity(event)
              .ifPresent(type -> calls.add(new Call(type, now, position, position, event)));
      default -> {}
    }
  }

  private void readTimer(HistoryEvent event, Map<Long, Integer> open) {
    switch (event.getEventType()) {
      case EVENT_TYPE_TIMER_STARTED -> {
        open.put(event.getEventId(), timers.size());
        timers.add(
            new Timer(
                Duration.ofMillis(
                    Durations.toMillis(
                        event.getTimerStartedEventAttributes().getStartToFireTimeout())),
                null));
      }
      case EVENT_TYPE_TIMER_FIRED, EVENT_TYPE_TIMER_CANCELED -> {
        Integer index = open.get(reference(event, "started_event_id"));
        if (index != null) {
          timers.set(index, new Timer(timers.get(index).duration(), event));
        }
      }
      default -> {}
    }
  }

  private static Object reference(HistoryEvent event, String field) {
    return HistoryReader.field(event, field).orElseThrow();
  }
}
