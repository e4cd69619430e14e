// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.internal;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a key is used for the same as before. A hash of values as the run's converter
 * writes them, in canonical form: properties sorted, numbers by value, Unicode composed, and what
 * is null, false, 0 or empty left out, as a class of an older version leaves it out. Internal, not
 * API.
 */
@RunsIn(CLIENT)
public final class Fingerprint {
  /** Of the algorithm; a change of it is another version. */
  private static final String VERSION = "1:";

  /** A reader, not a mapper of values: those have been written by the run's converter. */
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  private Fingerprint() {}

  /**
   * A fingerprint.
   *
   * @param type of the activity or workflow that the values are for; null if it does not matter
   * @throws ApplicationFailure {@link FailureTypes#EFFECT_REFUSED} if a value has none
   */
  public static String of(RunConverter converter, @Nullable String type, List<?> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(part(converter, i, values.get(i)));
    }
    while (!parts.isEmpty() && parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1); // an argument that older workflows do not give
    }
    String whose = type == null ? "" : type;
    return VERSION + KeyText.hash(whose + "\n" + String.join("\n", parts));
  }

  private static String part(RunConverter converter, int index, @Nullable Object value) {
    try {
      Encoded encoded = converter.encode(value);
      if (encoded.metadata().getOrDefault("encoding", "").startsWith("json/")) {
        return canonical(JSON.readTree(encoded.data()));
      }
      if (encoded.equals(converter.encode(value))) {
        return value == null ? "" : encoded.data();
      }
    } catch (DataConverterException | JsonProcessingException e) {
      throw refused(
          "argument %d: must be encodable, to be compared, or name others by comparing(...); was %s: %s"
              .formatted(index + 1, type(value), e.getMessage()));
    }
    throw refused(
        "argument %d: must be encoded alike each time, to be compared, or name others by comparing(...); was %s"
            .formatted(index + 1, type(value)));
  }

  private static ApplicationFailure refused(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, FailureTypes.EFFECT_REFUSED);
  }

  private static String type(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }

  /** Empty for what counts as absent. */
  static String canonical(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, String> properties = new TreeMap<>();
      node.fields()
          .forEachRemaining(
              property -> {
                String text = canonical(property.getValue());
                if (!text.isEmpty()) {
                  properties.put(quoted(property.getKey()), text);
                }
              });
      return properties.isEmpty() ? "" : properties.toString();
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(element(element)));
      return elements.isEmpty() ? "" : elements.toString();
    }
    if (node.isNumber() && !Double.isInfinite(node.doubleValue())) {
      return number(node.decimalValue());
    }
    if (node.isBoolean()) {
      return node.booleanValue() ? "true" : "";
    }
    return node.isNull() || node.asText().isEmpty() ? "" : quoted(node.asText());
  }

  /** Within an array nothing is left out. */
  private static String element(JsonNode node) {
    String text = canonical(node);
    return text.isEmpty() ? (node.isNumber() ? "0" : node.getNodeType() + "") : text;
  }

  private static String number(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.signum() == 0 ? "" : stripped.unscaledValue() + "E" + -stripped.scale();
  }

  private static String quoted(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return '"' + composed.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
