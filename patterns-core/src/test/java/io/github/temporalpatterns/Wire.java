// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** JSON as the SDK's own converter writes and reads it, and what releases have written. */
public final class Wire {
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private Wire() {}

  public static String write(Object value) {
    return CONVERTER.toPayload(value).orElseThrow().getData().toStringUtf8();
  }

  public static <T> T read(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return CONVERTER.fromPayload(payload, type, type);
  }

  /** The content of a file below {@code wire}. */
  public static String stored(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Wire.class.getResourceAsStream("/wire/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
