// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The timers of a run that have neither fired nor been cancelled. */
public final class OpenTimers {

  /** One timer: its id, how long it is, and when it fires. */
  public record Timer(String id, Duration length, Instant fires) {}

  private OpenTimers() {}

  public static List<Timer> of(List<HistoryEvent> events) {
    Map<Long, Timer> open = new LinkedHashMap<>();
    for (HistoryEvent event : events) {
      switch (event.getEventType()) {
        case EVENT_TYPE_TIMER_STARTED -> open.put(event.getEventId(), timer(event));
        case EVENT_TYPE_TIMER_FIRED ->
            open.remove(event.getTimerFiredEventAttributes().getStartedEventId());
        case EVENT_TYPE_TIMER_CANCELED ->
            open.remove(event.getTimerCanceledEventAttributes().getStartedEventId());
        default -> {}
      }
    }
    return List.copyOf(open.values());
  }

  private static Timer timer(HistoryEvent event) {
    Duration length =
        Duration.ofNanos(
            Durations.toNanos(event.getTimerStartedEventAttributes().getStartToFireTimeout()));
    Instant started = Instant.ofEpochSecond(0, Timestamps.toNanos(event.getEventTime()));
    return new Timer(
        event.getTimerStartedEventAttributes().getTimerId(), length, started.plus(length));
  }
}
