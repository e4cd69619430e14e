// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds in one event what is too large for a server. */
final class EventSizes {
  private final List<String> findings = new ArrayList<>();

  private EventSizes() {}

  static List<String> findings(HistoryEvent event) {
    EventSizes sizes = new EventSizes();
    sizes.visit(HistoryReader.attributes(event));
    return sizes.findings;
  }

  private void visit(Message message) {
    if (message instanceof MarkerRecordedEventAttributes marker) {
      long bytes =
          marker.getDetailsMap().values().stream().mapToLong(Payloads::getSerializedSize).sum();
      refuseAbove(ServerLimits.PAYLOAD_BYTES, "details", bytes);
      return;
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      visit(field.getKey(), field.getValue());
    }
  }

  private void visit(FieldDescriptor field, Object value) {
    String name = field.getName();
    if (value instanceof Collection<?> many) {
      many.forEach(one -> visit(field, one));
    } else if (value instanceof Payloads || value instanceof Memo) {
      refuseAbove(ServerLimits.PAYLOAD_BYTES, name, ((Message) value).getSerializedSize());
    } else if (value instanceof SearchAttributes attributes) {
      searchAttributes(attributes.getIndexedFieldsMap());
    } else if (value instanceof String text && isIdentifier(name)) {
      refuseAbove(ServerLimits.ID_BYTES, name, text.getBytes(StandardCharsets.UTF_8).length);
    } else if (value instanceof Message message && !(message instanceof Failure)) {
      // A failure is cut to its limit by the server.
      visit(message);
    }
  }

  private static boolean isIdentifier(String field) {
    return field.equals("name") || field.endsWith("_id") || field.endsWith("_name");
  }

  private void searchAttributes(Map<String, Payload> values) {
    if (values.size() > ServerLimits.SEARCH_ATTRIBUTES) {
      findings.add(
          "%d search attributes at once; a server takes %d"
              .formatted(values.size(), ServerLimits.SEARCH_ATTRIBUTES));
    }
    values.forEach(
        (name, value) ->
            refuseAbove(
                ServerLimits.SEARCH_ATTRIBUTE_BYTES,
                "search attribute " + name,
                value.getData().size()));
    refuseAbove(
        ServerLimits.SEARCH_ATTRIBUTES_BYTES,
        "search attributes together",
        values.values().stream().mapToLong(value -> value.getData().size()).sum());
  }

  private void refuseAbove(int limit, String what, long bytes) {
    if (bytes > limit) {
      findings.add("%s: %,d bytes; a server takes %,d".formatted(what, bytes, limit));
    }
  }
}
