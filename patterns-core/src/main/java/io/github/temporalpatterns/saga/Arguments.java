// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Call arguments between Java objects, payloads and the undo log's data. */
final class Arguments {
  private static final String ENCODING = "encoding";

  private Arguments() {}

  static List<Payload> encode(String step, DataConverter converter, List<@Nullable Object> values) {
    List<Payload> payloads = new ArrayList<>(values.size());
    for (Object value : values) {
      try {
        payloads.add(converter.toPayload(value).orElseThrow());
      } catch (DataConverterException e) {
        throw RecordedCall.invalid(step, "an argument cannot be encoded: " + e.getMessage(), e);
      }
    }
    return payloads;
  }

  static long size(List<Payload> payloads) {
    return payloads.stream().mapToLong(Payload::getSerializedSize).sum();
  }

  static List<SagaState.Argument> toData(List<Payload> payloads) {
    return payloads.stream().map(Arguments::toData).toList();
  }

  private static SagaState.Argument toData(Payload payload) {
    Map<String, String> metadata = new TreeMap<>();
    payload.getMetadataMap().forEach((name, value) -> metadata.put(name, value.toStringUtf8()));
    byte[] data = payload.getData().toByteArray();
    return new SagaState.Argument(
        metadata,
        text(metadata)
            ? new String(data, StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(data));
  }

  static List<Payload> fromData(List<SagaState.Argument> arguments) {
    return arguments.stream().map(Arguments::fromData).toList();
  }

  private static Payload fromData(SagaState.Argument argument) {
    Payload.Builder payload = Payload.newBuilder();
    argument
        .metadata()
        .forEach((name, value) -> payload.putMetadata(name, ByteString.copyFromUtf8(value)));
    byte[] data =
        text(argument.metadata())
            ? argument.data().getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(argument.data());
    return payload.setData(ByteString.copyFrom(data)).build();
  }

  /** The worker's converter passes raw values on as they are and applies its codecs. */
  static Object[] raw(List<Payload> payloads) {
    return payloads.stream().map(RawValue::new).toArray();
  }

  private static boolean text(Map<String, String> metadata) {
    return metadata.getOrDefault(ENCODING, "").startsWith("json/");
  }
}
