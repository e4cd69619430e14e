// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import io.github.temporalpatterns.testing.internal.Plain;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reduces a readable history to what its workflow decided: no ids, times, identities or queues, and
 * nothing that was measured.
 */
public final class Scrubber {
  private static final Set<String> NOISE =
      Set.of(
          "binary_checksum",
          "execution",
          "header",
          "history_size_bytes",
          "identity",
          "metering_metadata",
          "parent_workflow_execution",
          "root_workflow_execution",
          "sdk_metadata",
          "stack_trace",
          "task_queue",
          "worker_version",
          "workflow_execution");

  /** What the SDK notes for itself in the marker of a local activity. */
  private static final List<String> NOTES = List.of("activityId", "meta", "time");

  private static final int MOST_LINES = 12;

  private final Volatile texts;

  /**
   * @param fields names of JSON fields in payloads that do not count either
   */
  public Scrubber(Set<String> fields) {
    this.texts = new Volatile(fields);
  }

  public String line(HistoryEvent event) {
    String type = event.getEventType().name().replace("EVENT_TYPE_", "");
    FieldDescriptor attributes =
        event.getOneofFieldDescriptor(HistoryEvent.getDescriptor().getOneofs().get(0));
    if (attributes == null) {
      return type;
    }
    String text =
        TextFormat.printer()
            .printToString(scrub((Message) event.getField(attributes)))
            .replaceAll("\\s*\\n\\s*", " ");
    return (type + " " + text).strip();
  }

  private Message scrub(Message message) {
    if (message instanceof Payload payload) {
      ByteString data = payload.getData();
      return Payload.newBuilder()
          .setData(
              Plain.isText(payload)
                  ? ByteString.copyFromUtf8(texts.scrub(data.toStringUtf8()))
                  : data)
          .build();
    }
    if (message instanceof Duration duration) {
      return toTheSecond(duration);
    }
    if (message instanceof MarkerRecordedEventAttributes marker) {
      MarkerRecordedEventAttributes.Builder decided = marker.toBuilder();
      NOTES.forEach(decided::removeDetails);
      return scrubParts(decided.build());
    }
    return scrubParts(message);
  }

  private Message scrubParts(Message message) {
    Message.Builder scrubbed = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (isNoise(field)) {
                scrubbed.clearField(field);
              } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                scrubbed.setField(field, scrubValue(value));
              } else if (value instanceof String text) {
                scrubbed.setField(field, texts.scrub(text));
              }
            });
    return scrubbed.build();
  }

  /** A time that is left until some moment is short of it by what the run has taken so far. */
  private static Duration toTheSecond(Duration duration) {
    return duration.getSeconds() < 1 || duration.getNanos() == 0
        ? duration
        : Duration.newBuilder().setSeconds(duration.getSeconds() + 1).build();
  }

  private Object scrubValue(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(this::scrubValue).toList()
        : scrub((Message) value);
  }

  private static boolean isNoise(FieldDescriptor field) {
    return NOISE.contains(field.getName())
        || field.getName().endsWith("_id")
        || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && field.getMessageType().equals(Timestamp.getDescriptor()));
  }

  /** Returns the lines that differ, between those that do not; nothing if all are the same. */
  public String difference(WorkflowExecutionHistory recorded, WorkflowExecutionHistory now) {
    List<String> before = recorded.getEvents().stream().map(this::line).toList();
    List<String> after = now.getEvents().stream().map(this::line).toList();
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<String> text = new ArrayList<>();
    show(text, "-", before.subList(head, before.size() - tail), head);
    show(text, "+", after.subList(head, after.size() - tail), head);
    return String.join("\n", text);
  }

  private static void show(List<String> text, String sign, List<String> lines, int before) {
    for (int i = 0; i < Math.min(MOST_LINES, lines.size()); i++) {
      text.add("  %s %d %s".formatted(sign, before + i + 1, lines.get(i)));
    }
    if (lines.size() > MOST_LINES) {
      text.add("  %s and %d more events".formatted(sign, lines.size() - MOST_LINES));
    }
  }
}
