// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.PayloadConverter;
import io.temporal.common.converter.ProtobufJsonPayloadConverter;
import io.temporal.common.converter.ProtobufPayloadConverter;
import java.util.Base64;

/**
 * Protobuf messages within a record. No mapper of Jackson knows them, so they are what the SDK
 * makes of them as arguments: JSON, or in Base64 what a converter wrote as bytes.
 */
final class Messages {
  private static final PayloadConverter JSON = new ProtobufJsonPayloadConverter();
  private static final PayloadConverter BYTES = new ProtobufPayloadConverter();

  private Messages() {}

  static String json(Message message) {
    return JSON.toData(message).orElseThrow().getData().toStringUtf8();
  }

  /** A message by its JSON; a text is bytes in Base64. */
  static Object read(String json, Class<?> type) {
    boolean isBytes = json.startsWith("\"");
    PayloadConverter converter = isBytes ? BYTES : JSON;
    ByteString data =
        isBytes
            ? ByteString.copyFrom(Base64.getDecoder().decode(json.substring(1, json.length() - 1)))
            : ByteString.copyFromUtf8(json);
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8(converter.getEncodingType()))
            .setData(data)
            .build();
    return converter.fromData(payload, type, type);
  }
}
