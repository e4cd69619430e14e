// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.github.temporalpatterns.versioning.Seen.Source;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a history says. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class DecisionsTest {
  private static final Instant BEGAN = Instant.parse("2026-06-15T12:00:00.123Z");
  private static final Seen RUN =
      new Seen(new Run("w", "r", BEGAN.plusSeconds(60)), null, Set.of("stale-1"), Source.CUT);

  @Test
  void hasTheDecisionsAndWhenItReallyBegan() {
    Seen seen = read(started(""), marker("fee", 2), marker("day#-", -1), otherMarker(), anything());

    assertThat(seen)
        .isEqualTo(
            new Seen(
                new Run("w", "r", BEGAN), null, Set.of("fee-2", "day#---1"), Source.FIRST_HISTORY));
  }

  @Test
  void saysThatARunContinuesAnother() {
    assertThat(read(started("before")).source()).isEqualTo(Source.LATER_HISTORY);
  }

  @Test
  void asksForEachFurtherPage() {
    List<HistoryEvent> events = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      events.add(anything());
    }
    AtomicInteger pages = new AtomicInteger();

    Decisions.of(RUN, events.iterator(), pages::incrementAndGet);

    assertThat(pages).hasValue(2);
  }

  private static Seen read(HistoryEvent... events) {
    return Decisions.of(RUN, List.of(events).iterator(), () -> {});
  }

  private static HistoryEvent started(String continued) {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
        .setEventTime(
            Timestamp.newBuilder().setSeconds(BEGAN.getEpochSecond()).setNanos(BEGAN.getNano()))
        .setWorkflowExecutionStartedEventAttributes(
            WorkflowExecutionStartedEventAttributes.newBuilder()
                .setContinuedExecutionRunId(continued))
        .build();
  }

  private static HistoryEvent marker(String change, int version) {
    var converter = DefaultDataConverter.STANDARD_INSTANCE;
    return event(
        MarkerRecordedEventAttributes.newBuilder()
            .setMarkerName("Version")
            .putDetails("changeId", converter.toPayloads(change).orElseThrow())
            .putDetails("version", converter.toPayloads(version).orElseThrow()));
  }

  private static HistoryEvent otherMarker() {
    return event(MarkerRecordedEventAttributes.newBuilder().setMarkerName("SideEffect"));
  }

  private static HistoryEvent event(MarkerRecordedEventAttributes.Builder marker) {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_MARKER_RECORDED)
        .setMarkerRecordedEventAttributes(marker)
        .build();
  }

  private static HistoryEvent anything() {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
        .build();
  }
}
