// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.NullPayloadConverter;
import io.temporal.common.converter.ProtobufPayloadConverter;
import java.util.List;
import java.util.function.Consumer;

/** Data converters that the client of an environment may have. */
@SuppressWarnings("ImmutableEnumChecker") // a converter does not change
enum Converters {
  STANDARD(DefaultDataConverter.newDefaultInstance()),
  SNAKE_CASE(
      jackson(mapper -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))),
  NON_EMPTY(jackson(mapper -> mapper.setSerializationInclusion(Include.NON_EMPTY))),
  WITHOUT_JAVA_TIME(
      overriding(
          new JacksonJsonPayloadConverter(new ObjectMapper().registerModule(new Jdk8Module())))),
  DEFAULT_TYPING(
      jackson(
          mapper ->
              mapper.activateDefaultTyping(
                  BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
                  DefaultTyping.NON_FINAL))),
  PROTOBUF_AS_BYTES(
      new DefaultDataConverter(
          new NullPayloadConverter(),
          new ByteArrayPayloadConverter(),
          new ProtobufPayloadConverter(),
          new JacksonJsonPayloadConverter())),
  ENCRYPTING(codec(false, new SaltedCodec(0, ""))),
  INFLATING(codec(false, new SaltedCodec(1000, ""))),
  ENCODED_FAILURES(codec(true, new SaltedCodec(0, ""))),
  A_KEY_FOR_EACH_WORKFLOW(codec(true, new SaltedCodec.OfWorkflow())),
  ENCRYPTING_WITHOUT_A_CODEC(overriding(new SaltedJson()));

  private final DataConverter converter;

  Converters(DataConverter converter) {
    this.converter = converter;
  }

  DataConverter converter() {
    return converter;
  }

  private static DataConverter jackson(Consumer<ObjectMapper> change) {
    ObjectMapper mapper = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    change.accept(mapper);
    return overriding(new JacksonJsonPayloadConverter(mapper));
  }

  private static DataConverter overriding(JacksonJsonPayloadConverter json) {
    return DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(json);
  }

  private static DataConverter overriding(SaltedJson json) {
    return new DefaultDataConverter(
        new NullPayloadConverter(),
        new ByteArrayPayloadConverter(),
        new ProtobufPayloadConverter(),
        json);
  }

  private static DataConverter codec(boolean failures, SaltedCodec codec) {
    return new CodecDataConverter(
        DefaultDataConverter.newDefaultInstance(), List.of(codec), failures);
  }
}
