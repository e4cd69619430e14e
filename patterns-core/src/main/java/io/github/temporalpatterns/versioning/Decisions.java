// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import com.google.protobuf.Timestamp;
import io.github.temporalpatterns.internal.RunConverter;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** What a run decided, read from its history. */
final class Decisions {
  private static final String MARKER = "Version";

  /** What a server gives at once. */
  private static final int PAGE = 256;

  private Decisions() {}

  /**
   * Reads a history to its end.
   *
   * @param nextPage called before each page but the first
   */
  static Seen of(Seen run, Iterator<HistoryEvent> history, Runnable nextPage) {
    Instant began = run.run().began();
    Seen.Source source = Seen.Source.FIRST_HISTORY;
    Set<String> values = new LinkedHashSet<>();
    for (int events = 1; history.hasNext(); events++) {
      HistoryEvent event = history.next();
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED) {
        // Of a run that was reset this is older than the run.
        Timestamp time = event.getEventTime();
        began = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        String before =
            event.getWorkflowExecutionStartedEventAttributes().getContinuedExecutionRunId();
        source = before.isEmpty() ? source : Seen.Source.LATER_HISTORY;
      } else if (event.getMarkerRecordedEventAttributes().getMarkerName().equals(MARKER)) {
        values.add(value(event.getMarkerRecordedEventAttributes()));
      }
      if (events % PAGE == 0) {
        nextPage.run();
      }
    }
    Run same = new Run(run.run().workflowId(), run.run().runId(), began);
    return new Seen(same, run.closed(), values, source);
  }

  private static String value(MarkerRecordedEventAttributes marker) {
    return detail(marker, "changeId", String.class)
        + '-'
        + detail(marker, "version", Integer.class);
  }

  private static <T> T detail(MarkerRecordedEventAttributes marker, String name, Class<T> type) {
    Payloads written = marker.getDetailsOrThrow(name);
    return Objects.requireNonNull(RunConverter.ofSdk().read(written.getPayloads(0), type));
  }
}
