// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A user's value as data that any mapper carries: JSON stays readable, all else becomes Base64.
 * Internal, not API; its form is part of the wire.
 *
 * @param metadata the payload's metadata; its {@code encoding} says how to read the data
 * @param data JSON, or a payload in Base64
 */
@Wire
public record Encoded(Map<String, String> metadata, String data) {
  private static final String ENCODING = "encoding";

  /** Of a payload that is no text: all of it is in the data. */
  private static final String WHOLE = "base64/payload";

  private static final String PLAIN_JSON = "json/plain";

  /** What the text of a value begins with that is no plain JSON; no JSON does. */
  private static final String PAYLOAD = "payload:";

  private static final ByteString NOTHING = ByteString.copyFromUtf8("binary/null");

  static Encoded of(Payload payload) {
    Map<String, String> metadata = new TreeMap<>();
    payload.getMetadataMap().forEach((name, value) -> metadata.put(name, value.toStringUtf8()));
    Encoded text = new Encoded(metadata, payload.getData().toStringUtf8());
    return text.holdsJson() && text.payload().equals(payload)
        ? text
        : new Encoded(
            Map.of(ENCODING, WHOLE), Base64.getEncoder().encodeToString(payload.toByteArray()));
  }

  /** A value whose JSON is known, and whose type is not. */
  static Encoded ofJson(String json) {
    return new Encoded(Map.of(ENCODING, PLAIN_JSON), json);
  }

  /** A value in place of this one, to be read as this one: by the same converter, if it is JSON. */
  public Encoded replacedBy(Encoded value) {
    return holdsJson() && value.holdsPlainJson() ? new Encoded(metadata, value.data) : value;
  }

  /** What a converter passes on as it is, except that it applies its codec. */
  public RawValue raw() {
    return new RawValue(payload());
  }

  /** A value from its {@link #column}. */
  public static Encoded ofColumn(String text) {
    return text.startsWith(PAYLOAD)
        ? new Encoded(Map.of(ENCODING, WHOLE), text.substring(PAYLOAD.length()))
        : ofJson(text);
  }

  /** All of it in one text, for a column of a table: plain JSON as it is. */
  public String column() {
    return holdsPlainJson()
        ? data
        : PAYLOAD + Base64.getEncoder().encodeToString(payload().toByteArray());
  }

  /** Whether the data are plain JSON, as the SDK's and most other converters write objects. */
  public boolean holdsPlainJson() {
    return metadata.size() == 1 && PLAIN_JSON.equals(metadata.get(ENCODING));
  }

  /** The value as JSON within a record: what is no JSON in Base64. */
  String json() {
    if (holdsJson()) {
      return data;
    }
    Payload payload = payload();
    return NOTHING.equals(payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY))
        ? "null"
        : '"' + Base64.getEncoder().encodeToString(payload.getData().toByteArray()) + '"';
  }

  /** The value as text for a person, or for an id: a string as it is, all else as JSON. */
  public String text() {
    return holdsJson() ? WireMapper.plain(data) : json();
  }

  private boolean holdsJson() {
    return metadata.getOrDefault(ENCODING, "").startsWith("json/");
  }

  private Payload payload() {
    if (WHOLE.equals(metadata.get(ENCODING))) {
      try {
        return Payload.parseFrom(Base64.getDecoder().decode(data));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException("no payload: " + data, e);
      }
    }
    Payload.Builder payload = Payload.newBuilder();
    metadata.forEach((name, value) -> payload.putMetadata(name, ByteString.copyFromUtf8(value)));
    return payload.setData(ByteString.copyFrom(data, StandardCharsets.UTF_8)).build();
  }
}
