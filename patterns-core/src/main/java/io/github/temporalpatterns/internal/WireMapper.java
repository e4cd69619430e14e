// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.google.protobuf.Message;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads {@link Wire} records as the SDK's own mapper does, within any other mapper of
 * Jackson, and hands the user's values in them back to that one.
 */
final class WireMapper {

  /** The worker's mapper at work, for the values of the user in a record. */
  private static final Object THEIRS = new Object();

  private static final ObjectMapper OURS =
      JacksonJsonPayloadConverter.newDefaultObjectMapper()
          .setAnnotationIntrospector(new PlainRecords());

  private WireMapper() {}

  /** A record of the library as JSON for a person to copy. */
  static String text(Object record) {
    try {
      return OURS.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a record of the library: " + record, e);
    }
  }

  /** JSON as text: a string as it is, all else as JSON. */
  static String plain(String json) {
    try {
      return json.startsWith("\"") ? OURS.readValue(json, String.class) : json;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + json, e);
    }
  }

  /** Sees our records as Jackson sees any record. */
  private static final class PlainRecords extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object findSerializer(Annotated annotated) {
      Object found = super.findSerializer(annotated);
      return found == Writer.class ? null : found;
    }

    @Override
    public @Nullable Object findDeserializer(Annotated annotated) {
      Object found = super.findDeserializer(annotated);
      return found == Reader.class ? null : found;
    }
  }

  /** Writes a record within the worker's mapper. */
  static final class Writer extends JsonSerializer<Object> {
    private static final ObjectWriter WRITER = OURS.writer();

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider theirs)
        throws IOException {
      WRITER.withAttribute(THEIRS, theirs).writeValue(json, value);
    }

    @Override
    public void serializeWithType(
        Object value, JsonGenerator json, SerializerProvider theirs, TypeSerializer ids)
        throws IOException {
      serialize(value, json, theirs);
    }
  }

  /** Reads a record within the worker's mapper. */
  static final class Reader extends JsonDeserializer<Object> implements ContextualDeserializer {
    private final @Nullable ObjectReader reader;

    /** Made by Jackson, which then asks for the one of a type. */
    Reader() {
      this(null);
    }

    private Reader(@Nullable ObjectReader reader) {
      this.reader = reader;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext theirs, @Nullable BeanProperty property) {
      return new Reader(OURS.readerFor(theirs.getContextualType()));
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext theirs) throws IOException {
      return Checks.notNull("type", reader).withAttribute(THEIRS, theirs).readValue(json);
    }

    @Override
    public Object deserializeWithType(
        JsonParser json, DeserializationContext theirs, TypeDeserializer ids) throws IOException {
      return deserialize(json, theirs);
    }
  }

  /**
   * Writes a user's value within a record as the worker's mapper writes an argument; one that is
   * known only as data, as it is.
   */
  static final class TheirWriter extends JsonSerializer<Object> {

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider ours)
        throws IOException {
      if (value instanceof Encoded encoded) {
        json.writeRawValue(encoded.json());
        return;
      }
      if (value instanceof Message message) {
        json.writeRawValue(Messages.json(message));
        return;
      }
      var theirs = (SerializerProvider) ours.getAttribute(THEIRS);
      theirs.findTypedValueSerializer(value.getClass(), true, null).serialize(value, json, theirs);
    }

    @Override
    public void serializeWithType(
        Object value, JsonGenerator json, SerializerProvider ours, TypeSerializer ids)
        throws IOException {
      serialize(value, json, ours);
    }
  }

  /** Reads any JSON within a record as it is, numbers in full. */
  static final class JsonReader extends JsonDeserializer<Encoded> {

    @Override
    public Encoded deserialize(JsonParser json, DeserializationContext ours) throws IOException {
      return Encoded.ofJson(copy(json));
    }

    private static String copy(JsonParser json) throws IOException {
      StringWriter text = new StringWriter();
      try (JsonGenerator copy = OURS.createGenerator(text)) {
        int depth = 0;
        do {
          depth += json.currentToken().isStructStart() ? 1 : 0;
          depth -= json.currentToken().isStructEnd() ? 1 : 0;
          if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            copy.writeNumber(json.getDecimalValue());
          } else {
            copy.copyCurrentEvent(json);
          }
        } while (depth > 0 && json.nextToken() != null);
      }
      return text.toString();
    }

    @Override
    public Encoded getNullValue(DeserializationContext ours) {
      return Encoded.ofJson("null");
    }
  }

  /** Reads a user's value within a record as the worker's mapper reads an argument. */
  static final class TheirReader extends JsonDeserializer<Object>
      implements ContextualDeserializer {
    private final @Nullable JavaType type;

    /** Made by Jackson, which then asks for the one of a type. */
    TheirReader() {
      this(null);
    }

    private TheirReader(@Nullable JavaType type) {
      this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext ours, @Nullable BeanProperty property) {
      return new TheirReader(ours.getContextualType());
    }

    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext ours)
        throws IOException {
      if (type != null && type.isTypeOrSubTypeOf(Message.class)) {
        return Messages.read(JsonReader.copy(json), type.getRawClass());
      }
      DeserializationContext theirs = theirs(ours);
      return reader(theirs).deserialize(json, theirs);
    }

    @Override
    public @Nullable Object deserializeWithType(
        JsonParser json, DeserializationContext ours, TypeDeserializer ids) throws IOException {
      return deserialize(json, ours);
    }

    /** What JSON's null stands for: an empty {@code Optional}, for example. */
    @Override
    public @Nullable Object getNullValue(DeserializationContext ours) throws JsonMappingException {
      if (type != null && type.isTypeOrSubTypeOf(Message.class)) {
        return null;
      }
      DeserializationContext theirs = theirs(ours);
      return reader(theirs).getNullValue(theirs);
    }

    private JsonDeserializer<Object> reader(DeserializationContext theirs)
        throws JsonMappingException {
      return theirs.findRootValueDeserializer(Checks.notNull("type", type));
    }

    private static DeserializationContext theirs(DeserializationContext ours) {
      return (DeserializationContext) ours.getAttribute(THEIRS);
    }
  }
}
