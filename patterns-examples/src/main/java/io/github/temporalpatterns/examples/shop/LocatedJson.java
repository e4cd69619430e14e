// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.temporalpatterns.examples.runtime.BadInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A strict reader of JSON. Whatever it refuses, it names file, line and column. */
final class LocatedJson {
  private static final int TEXT = 100;

  private final String file;
  private final JsonParser parser;

  LocatedJson(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Reads one element of an array; the parser stands on its first token, then on its last. */
  interface Element<T> {
    T read() throws IOException;
  }

  void next() throws IOException {
    parser.nextToken();
  }

  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw bad("nothing may follow the end of the object");
    }
  }

  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  String text(String what) throws IOException {
    String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    if (text.isBlank() || text.length() > TEXT || text.chars().anyMatch(Character::isISOControl)) {
      throw bad(what + " must be a text of 1 to " + TEXT + " characters");
    }
    return text;
  }

  long number(String what, long least, long most) throws IOException {
    boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    if (!whole || parser.getLongValue() < least || parser.getLongValue() > most) {
      throw bad(
          "%s must be a whole number from %d to %d, not %s"
              .formatted(what, least, most, parser.getText()));
    }
    return parser.getLongValue();
  }

  Map<String, Long> numbers(String what, long least, long most) throws IOException {
    expect(JsonToken.START_OBJECT, what + " must be an object of numbers");
    Map<String, Long> numbers = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      numbers.put(name, number(what + " of " + name, least, most));
    }
    return numbers;
  }

  <T> List<T> array(String what, Element<T> element) throws IOException {
    expect(JsonToken.START_ARRAY, what + " must be an array");
    List<T> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element.read());
    }
    return elements;
  }

  Fields object(String what, String... names) throws IOException {
    expect(JsonToken.START_OBJECT, what + " must be an object");
    return new Fields(what, List.of(names));
  }

  BadInput bad(String message) {
    return bad(file, parser.currentTokenLocation(), message, null);
  }

  static BadInput bad(String file, JsonLocation at, String message, @Nullable IOException cause) {
    return new BadInput(
        "%s, line %d, column %d: %s".formatted(file, at.getLineNr(), at.getColumnNr(), message),
        cause);
  }

  private void expect(JsonToken token, String message) {
    if (parser.currentToken() != token) {
      throw bad(message);
    }
  }

  /** The fields of one object: each of the names, in any order, and no other. */
  final class Fields {
    private final String what;
    private final JsonLocation start = parser.currentTokenLocation();
    private final List<String> names;
    private final Set<String> missing;

    private Fields(String what, List<String> names) {
      this.what = what;
      this.names = names;
      missing = new LinkedHashSet<>(names);
    }

    /** Goes to the next field's value, if there is one. */
    boolean next() throws IOException {
      if (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (!names.contains(name())) {
          throw bad("%s has no field %s, only %s".formatted(what, name(), names));
        }
        missing.remove(name());
        parser.nextToken();
        return true;
      }
      if (!missing.isEmpty()) {
        throw bad(file, start, "%s needs a field %s".formatted(what, missing), null);
      }
      return false;
    }

    String name() throws IOException {
      return parser.currentName();
    }
  }
}
