// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.github.temporalpatterns.testing.internal.SdkValues;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads single events. */
public final class HistoryReader {
  private static final String LOCAL_ACTIVITY = "LocalActivity";

  private HistoryReader() {}

  /** The part of an event that differs by its type. */
  static Message attributes(HistoryEvent event) {
    FieldDescriptor field =
        event.getDescriptorForType().findFieldByNumber(event.getAttributesCase().getNumber());
    return field == null ? event.getDefaultInstanceForType() : (Message) event.getField(field);
  }

  /** The field of an event's attributes, if it has one of that name. */
  public static Optional<Object> field(HistoryEvent event, String name) {
    Message attributes = attributes(event);
    FieldDescriptor field = attributes.getDescriptorForType().findFieldByName(name);
    return field == null ? Optional.empty() : Optional.of(attributes.getField(field));
  }

  public static Instant time(HistoryEvent event) {
    return Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
  }

  /**
   * Whether the event ends a run by the server's will: a termination, or the retry of a failed run,
   * which the embedded server records as if the run had continued as new after a pause.
   */
  public static boolean isServersEnd(HistoryEvent event) {
    return event.hasWorkflowExecutionTerminatedEventAttributes()
        || Durations.toMillis(
                event.getWorkflowExecutionContinuedAsNewEventAttributes().getBackoffStartInterval())
            > 0;
  }

  /** What the event's activity, child or run failed by, if it did. */
  public static Optional<Failure> failure(HistoryEvent event) {
    return field(event, "failure")
        .filter(Failure.class::isInstance)
        .map(Failure.class::cast)
        .filter(failure -> !failure.equals(Failure.getDefaultInstance()));
  }

  /** The type of a local activity that the event records, if it does. */
  static Optional<String> localActivity(HistoryEvent event) {
    MarkerRecordedEventAttributes marker = event.getMarkerRecordedEventAttributes();
    return marker.getMarkerName().equals(LOCAL_ACTIVITY)
        ? SdkValues.text(marker, "type")
        : Optional.empty();
  }

  /**
   * What a failure and its causes are called: application types, timeouts, other kinds. What is
   * below a timeout is the history of earlier attempts.
   */
  public static List<String> names(Failure failure) {
    List<String> names = new ArrayList<>();
    for (Failure current = failure; ; current = current.getCause()) {
      name(current).ifPresent(names::add);
      if (!current.hasCause() || current.hasTimeoutFailureInfo()) {
        return names;
      }
    }
  }

  private static Optional<String> name(Failure failure) {
    return switch (failure.getFailureInfoCase()) {
      case APPLICATION_FAILURE_INFO -> Optional.of(failure.getApplicationFailureInfo().getType());
      case TIMEOUT_FAILURE_INFO ->
          Optional.of(
              failure
                  .getTimeoutFailureInfo()
                  .getTimeoutType()
                  .name()
                  .replaceFirst("TIMEOUT_TYPE_", ""));
      case CANCELED_FAILURE_INFO -> Optional.of("CANCELED");
      case TERMINATED_FAILURE_INFO -> Optional.of("TERMINATED");
      default -> Optional.empty();
    };
  }
}
