// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reduces a history to what its workflow decided: no ids, times, identities or queues. */
final class Scrubber {
  private static final Pattern UUIDS =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Set<String> NOISE =
      Set.of(
          "binary_checksum",
          "execution",
          "header",
          "history_size_bytes",
          "identity",
          "metadata",
          "metering_metadata",
          "parent_workflow_execution",
          "root_workflow_execution",
          "sdk_metadata",
          "stack_trace",
          "task_queue",
          "worker_version",
          "workflow_execution");

  private static final int MOST_LINES = 12;

  private Scrubber() {}

  /** Returns one line for each event. */
  static List<String> lines(WorkflowExecutionHistory history) {
    return history.getEvents().stream().map(Scrubber::line).toList();
  }

  static String line(HistoryEvent event) {
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
    return (type + " " + UUIDS.matcher(text).replaceAll("<id>")).strip();
  }

  private static Message scrub(Message message) {
    Message.Builder scrubbed = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (isNoise(field)) {
                scrubbed.clearField(field);
              } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                scrubbed.setField(field, scrubValue(value));
              }
            });
    return scrubbed.build();
  }

  private static Object scrubValue(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Scrubber::scrubValue).toList()
        : scrub((Message) value);
  }

  private static boolean isNoise(FieldDescriptor field) {
    return NOISE.contains(field.getName())
        || field.getName().endsWith("_id")
        || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && field.getMessageType().equals(Timestamp.getDescriptor()));
  }

  /** Returns the lines that differ, between those that do not; nothing if all are the same. */
  static String difference(WorkflowExecutionHistory recorded, WorkflowExecutionHistory now) {
    List<String> before = lines(recorded);
    List<String> after = lines(now);
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
