// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads items whose class is not known, to be written again: a fraction is kept with all of its
 * digits, which a double, Jackson's choice, would lose.
 */
final class ExactItems extends StdDeserializer<Object> {
  private static final long serialVersionUID = 1;

  /** A page of such items. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Page(
      @JsonDeserialize(contentUsing = ExactItems.class) List<Object> items, @Nullable String next) {

    Source.Page<Object> plain() {
      return new Source.Page<>(items, next);
    }
  }

  ExactItems() {
    super(Object.class);
  }

  @Override
  public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case START_ARRAY -> array(json, context);
      case START_OBJECT -> object(json, context);
      default -> context.readValue(json, Object.class);
    };
  }

  private List<@Nullable Object> array(JsonParser json, DeserializationContext context)
      throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(deserialize(json, context));
    }
    return values;
  }

  private Map<String, @Nullable Object> object(JsonParser json, DeserializationContext context)
      throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      values.put(name, deserialize(json, context));
    }
    return values;
  }
}
