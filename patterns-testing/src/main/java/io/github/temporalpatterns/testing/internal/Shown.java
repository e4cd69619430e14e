// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Shows a value of the user's in a message, whatever it is. */
public final class Shown {
  private static final int MOST_CHARACTERS = 200;

  private Shown() {}

  public static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    String text;
    try {
      // Arrays.deepToString has brackets around what it shows.
      String inBrackets = Arrays.deepToString(new Object[] {value});
      text = inBrackets.substring(1, inBrackets.length() - 1);
    } catch (RuntimeException e) {
      text = "%s (its toString threw %s)".formatted(value.getClass().getName(), e);
    }
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }
}
