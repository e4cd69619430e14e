// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Checks of options: each refusal is an {@link IllegalArgumentException} that names the option, the
 * rule and the value. Internal, not API.
 */
public final class Checks {

  private Checks() {}

  public static <T> T notNull(String option, @Nullable T value) {
    if (value == null) {
      throw refusal(option, "must be set", null);
    }
    return value;
  }

  public static void notBlank(String option, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw refusal(option, "must not be blank", value == null ? null : '"' + value + '"');
    }
  }

  public static void positive(String option, @Nullable Duration value) {
    if (value == null || value.isZero() || value.isNegative()) {
      throw refusal(option, "must be positive", value);
    }
  }

  public static void atLeast(String option, long value, long minimum) {
    if (value < minimum) {
      throw refusal(option, "must be at least " + minimum, value);
    }
  }

  public static void inRange(String option, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw refusal(option, "must be between " + minimum + " and " + maximum, value);
    }
  }

  private static IllegalArgumentException refusal(
      String option, String rule, @Nullable Object value) {
    return new IllegalArgumentException(option + " " + rule + ", was " + value);
  }
}
