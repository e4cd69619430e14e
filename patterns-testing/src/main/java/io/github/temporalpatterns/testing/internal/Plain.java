// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Header;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.TemporalFailure;
import io.temporal.payload.context.WorkflowSerializationContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of the server readable: payloads as they were before the codec of the client's
 * data converter, failures with their own messages. For reports and comparisons only, so a value
 * that cannot be read is described instead.
 */
public final class Plain {
  private static final String ENCODING = "encoding";

  /** What the SDK's payload converters write. */
  private static final Set<String> STANDARD =
      Set.of("binary/null", "binary/plain", "json/protobuf", "binary/protobuf", "json/plain");

  /** What markers hold of the user's; the SDK reads and writes the rest of them by itself. */
  private static final Set<String> IN_MARKERS = Set.of("data", "input", "result");

  private final DataConverter converter;

  private Plain(DataConverter converter) {
    this.converter = converter;
  }

  /** Reads what belongs to one workflow: a codec may have a key for each. */
  public static Plain of(WorkflowClientOptions client, String workflowId) {
    return new Plain(
        client
            .getDataConverter()
            .withContext(new WorkflowSerializationContext(client.getNamespace(), workflowId)));
  }

  /** Reads what belongs to an unknown workflow. */
  public static Plain of(DataConverter converter) {
    return new Plain(converter);
  }

  /** What values look like once they are encoded, apart from the codec. */
  public List<Payload> encoded(@Nullable Object... values) {
    return of(converter.toPayloads(values).map(Payloads::getPayloadsList).orElse(List.of()));
  }

  public <M extends Message> List<M> of(List<M> messages) {
    return messages.stream().map(this::of).toList();
  }

  public WorkflowExecutionHistory of(WorkflowExecutionHistory history) {
    return new WorkflowExecutionHistory(
        History.newBuilder().addAllEvents(of(history.getEvents())).build(),
        history.getWorkflowExecution().getWorkflowId());
  }

  @SuppressWarnings("unchecked")
  public // of the same type as the message
  <M extends Message> M of(M message) {
    if (message instanceof Payload payload) {
      return (M) payload(payload);
    }
    if (message instanceof SearchAttributes || message instanceof Header) {
      return message;
    }
    if (message instanceof MarkerRecordedEventAttributes marker) {
      return (M) marker(marker);
    }
    return (M) parts(message instanceof Failure failure ? failure(failure) : message);
  }

  private Message parts(Message message) {
    Message.Builder plain = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                plain.setField(
                    field,
                    value instanceof List<?> list
                        ? list.stream().map(part -> of((Message) part)).toList()
                        : of((Message) value));
              }
            });
    return plain.build();
  }

  private Message marker(MarkerRecordedEventAttributes marker) {
    MarkerRecordedEventAttributes.Builder plain =
        ((MarkerRecordedEventAttributes) parts(marker.toBuilder().clearDetails().build()))
            .toBuilder();
    marker
        .getDetailsMap()
        .forEach(
            (key, values) -> plain.putDetails(key, IN_MARKERS.contains(key) ? of(values) : values));
    return plain.build();
  }

  /** Gives a failure back the message and the stack trace that the codec took out of it. */
  private Failure failure(Failure failure) {
    if (!failure.hasEncodedAttributes()) {
      return failure;
    }
    Failure.Builder plain = failure.toBuilder().clearEncodedAttributes();
    try {
      // Alone: what its details or its cause hold may be unreadable.
      RuntimeException read =
          converter.failureToException(
              Failure.newBuilder()
                  .setSource(failure.getSource())
                  .setMessage(failure.getMessage())
                  .setEncodedAttributes(failure.getEncodedAttributes())
                  .build());
      String message =
          read instanceof TemporalFailure temporal
              ? temporal.getOriginalMessage()
              : read.getMessage();
      return plain
          .setMessage(message == null ? "" : message)
          .setStackTrace(
              Stream.of(read.getStackTrace())
                  .map(StackTraceElement::toString)
                  .collect(Collectors.joining("\n")))
          .build();
    } catch (RuntimeException unreadable) {
      return plain.setMessage(failure.getMessage() + unreadable(unreadable)).build();
    }
  }

  private Payload payload(Payload payload) {
    try {
      Payload bare = converter.fromPayload(payload, RawValue.class, RawValue.class).getPayload();
      return STANDARD.contains(encoding(bare)) ? bare : value(payload);
    } catch (RuntimeException noCodecOrNotItsOwn) {
      return STANDARD.contains(encoding(payload)) ? payload : value(payload);
    }
  }

  /** What only the payload converter knows how to read. */
  private Payload value(Payload payload) {
    try {
      return text(Shown.of(converter.fromPayload(payload, Object.class, Object.class)));
    } catch (RuntimeException unreadable) {
      return text(
          "%d bytes of %s%s"
              .formatted(payload.getData().size(), encoding(payload), unreadable(unreadable)));
    }
  }

  private static String unreadable(RuntimeException why) {
    return " (not readable by the client's data converter: " + why.getClass().getSimpleName() + ")";
  }

  private static String encoding(Payload payload) {
    return payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY).toStringUtf8();
  }

  private static Payload text(String text) {
    return Payload.newBuilder()
        .putMetadata(ENCODING, ByteString.copyFromUtf8("json/plain"))
        .setData(ByteString.copyFromUtf8(text))
        .build();
  }

  /** Whether a payload that was made readable is text. */
  public static boolean isText(Payload plain) {
    return encoding(plain).startsWith("json/");
  }

  /** What a payload that was made readable says. */
  public static String text(Payload plain) {
    return switch (encoding(plain)) {
      case "binary/null" -> "null";
      case "binary/plain", "binary/protobuf" -> plain.getData().size() + " bytes";
      default -> plain.getData().toStringUtf8();
    };
  }
}
