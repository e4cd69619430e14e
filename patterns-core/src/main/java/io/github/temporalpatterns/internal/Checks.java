// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
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

  /** Refuses a part of a whole that is neither null nor between 0 and 1. */
  public static void ratio(String option, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw refusal(option, "must be between 0 and 1", value);
    }
  }

  public static void percent(String option, double value) {
    if (!(value >= 0 && value <= 100)) {
      throw refusal(option, "must be between 0 and 100", value);
    }
  }

  /** Refuses activity options that a server would not take. */
  public static void hasTimeout(String option, ActivityOptions value) {
    if (value.getStartToCloseTimeout() == null && value.getScheduleToCloseTimeout() == null) {
      throw noTimeout(option);
    }
  }

  /** Refuses local activity options that the SDK would not take. */
  public static void hasTimeout(String option, LocalActivityOptions value) {
    if (value.getStartToCloseTimeout() == null && value.getScheduleToCloseTimeout() == null) {
      throw noTimeout(option);
    }
  }

  private static IllegalArgumentException noTimeout(String option) {
    return new IllegalArgumentException(
        option + ": needs a startToClose or scheduleToClose timeout, has neither");
  }

  private static IllegalArgumentException refusal(
      String option, String rule, @Nullable Object value) {
    return new IllegalArgumentException(option + " " + rule + ", was " + value);
  }
}
