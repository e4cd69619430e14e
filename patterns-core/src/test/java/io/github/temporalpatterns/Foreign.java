// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.function.UnaryOperator;

/** Data converters as users have them. What travels for the library must survive each of them. */
@SuppressWarnings("ImmutableEnumChecker") // a converter does not change
public enum Foreign {
  PLAIN(DefaultDataConverter.newDefaultInstance()),
  SNAKE_CASE(json(mapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))),
  NON_EMPTY(json(mapper().setSerializationInclusion(JsonInclude.Include.NON_EMPTY))),
  /** Jackson then writes a {@code Duration} and an {@code Instant} not at all. */
  NO_JAVA_TIME(json(new ObjectMapper().registerModule(new Jdk8Module()))),
  DEFAULT_TYPING(
      json(
          mapper()
              .activateDefaultTyping(
                  BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
                  ObjectMapper.DefaultTyping.NON_FINAL))),
  DATES_AS_NUMBERS(json(mapper().enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS))),
  /** A payload that was encrypted twice, or not at all, cannot be read. */
  ENCRYPTING(codec(Foreign::turned, Foreign::turned, "binary/encrypted")),
  /** What is stored is three times as large as what was measured without the codec. */
  INFLATING(codec(Foreign::tripled, Foreign::third, "binary/inflated")),
  ENCODED_FAILURES(
      new CodecDataConverter(
          DefaultDataConverter.newDefaultInstance(),
          List.of(new Codec(Foreign::turned, Foreign::turned, "binary/encrypted")),
          true));

  private final DataConverter converter;

  Foreign(DataConverter converter) {
    this.converter = converter;
  }

  public DataConverter converter() {
    return converter;
  }

  private static ObjectMapper mapper() {
    return JacksonJsonPayloadConverter.newDefaultObjectMapper();
  }

  private static DataConverter json(ObjectMapper mapper) {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper));
  }

  private static DataConverter codec(
      UnaryOperator<ByteString> encode, UnaryOperator<ByteString> decode, String encoding) {
    return new CodecDataConverter(
        DefaultDataConverter.newDefaultInstance(), List.of(new Codec(encode, decode, encoding)));
  }

  private static ByteString turned(ByteString data) {
    byte[] bytes = data.toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 0x55;
    }
    return ByteString.copyFrom(bytes);
  }

  private static ByteString tripled(ByteString data) {
    return data.concat(data).concat(data);
  }

  private static ByteString third(ByteString data) {
    return data.substring(0, data.size() / 3);
  }

  private record Codec(
      UnaryOperator<ByteString> encode, UnaryOperator<ByteString> decode, String encoding)
      implements PayloadCodec {

    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return payloads.stream()
          .map(
              payload ->
                  Payload.newBuilder()
                      .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
                      .setData(encode.apply(payload.toByteString()))
                      .build())
          .toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return payloads.stream().map(this::decoded).toList();
    }

    private Payload decoded(Payload payload) {
      if (!encoding.equals(payload.getMetadataOrThrow("encoding").toStringUtf8())) {
        throw new IllegalArgumentException("not encoded, or encoded twice: " + payload);
      }
      try {
        return Payload.parseFrom(decode.apply(payload.getData()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
