// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import io.github.temporalpatterns.internal.Checks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of {@link BreakerRules}, and what they must keep. */
final class RuleValues {
  private static final int MOST_CALLS = 10_000;
  private static final int DEFAULT_MINIMUM = 10;
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  int window = 20;
  @Nullable Duration timeWindow;
  @Nullable Integer minimumCalls;
  double failureRate = 50;
  @Nullable Duration slowCallDuration;
  double slowCallRate = 100;
  @Nullable Integer consecutiveFailures;
  Duration openWait = Duration.ofSeconds(60);
  double coefficient = 1;
  @Nullable Duration maximumWait;
  double jitter;
  int probes = 1;
  @Nullable Integer successesToClose;
  @Nullable Duration probeDeadline;
  List<String> recordedFailures = List.of();
  List<String> ignoredFailures = List.of();
  State initialState = State.CLOSED;

  int minimumCalls() {
    if (minimumCalls != null) {
      return minimumCalls;
    }
    return timeWindow == null ? Math.min(DEFAULT_MINIMUM, window) : DEFAULT_MINIMUM;
  }

  Duration maximumWait() {
    return maximumWait == null ? LONGEST_WAIT : maximumWait;
  }

  RuleValues copy() {
    RuleValues copy = new RuleValues();
    copy.window = window;
    copy.timeWindow = timeWindow;
    copy.minimumCalls = minimumCalls;
    copy.failureRate = failureRate;
    copy.slowCallDuration = slowCallDuration;
    copy.slowCallRate = slowCallRate;
    copy.consecutiveFailures = consecutiveFailures;
    copy.openWait = openWait;
    copy.coefficient = coefficient;
    copy.maximumWait = maximumWait;
    copy.jitter = jitter;
    copy.probes = probes;
    copy.successesToClose = successesToClose;
    copy.probeDeadline = probeDeadline;
    copy.recordedFailures = recordedFailures;
    copy.ignoredFailures = ignoredFailures;
    copy.initialState = initialState;
    return copy;
  }

  void check() {
    checkWindow();
    percent("failureRate", failureRate);
    percent("slowCallRate", slowCallRate);
    if (slowCallDuration != null) {
      span("slowCallDuration", slowCallDuration, LONGEST_WAIT);
    }
    atLeastOne("consecutiveFailures", consecutiveFailures);
    checkWait();
    Checks.ratio("jitter", jitter);
    Checks.inRange("probes", probes, 1, MOST_CALLS);
    if (successesToClose != null) {
      Checks.inRange("successesToClose", successesToClose, 1, MOST_CALLS);
    }
    if (probeDeadline != null) {
      span("probeDeadline", probeDeadline, LONGEST_WAIT);
    }
    Checks.notNull("initialState", initialState);
    if (initialState == State.OPEN || initialState == State.HALF_OPEN) {
      throw refusal("initialState must not be one that ends by itself, was " + initialState);
    }
  }

  private void checkWindow() {
    Checks.inRange("countWindow", window, 1, MOST_CALLS);
    atLeastOne("minimumCalls", minimumCalls);
    if (timeWindow != null) {
      if (timeWindow.compareTo(Duration.ofSeconds(1)) < 0
          || timeWindow.compareTo(LONGEST_WINDOW) > 0
          || !timeWindow.equals(Duration.ofSeconds(timeWindow.toSeconds()))) {
        throw refusal("timeWindow must be whole seconds up to an hour, was " + timeWindow);
      }
    } else if (minimumCalls != null && minimumCalls > window) {
      throw refusal(
          "minimumCalls must be at most the count window of %d, was %d"
              .formatted(window, minimumCalls));
    }
  }

  private void checkWait() {
    span(maximumWait == null ? "openWait" : "openBackoff.first", openWait, LONGEST_WAIT);
    if (!(coefficient >= 1) || Double.isInfinite(coefficient)) {
      throw refusal("openBackoff.coefficient must be at least 1, was " + coefficient);
    }
    if (maximumWait != null) {
      span("openBackoff.maximum", maximumWait, LONGEST_WAIT);
      if (maximumWait.compareTo(openWait) < 0) {
        throw refusal(
            "openBackoff.maximum must be at least the first wait of %s, was %s"
                .formatted(openWait, maximumWait));
      }
    }
  }

  private static void percent(String rule, double value) {
    if (!(value > 0 && value <= 100)) {
      throw refusal(rule + " must be above 0 and at most 100 percent, was " + value);
    }
  }

  private static void atLeastOne(String rule, @Nullable Integer value) {
    if (value != null) {
      Checks.atLeast(rule, value, 1);
    }
  }

  private static void span(String rule, Duration value, Duration longest) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(longest) > 0) {
      throw refusal("%s must be between PT0.001S and %s, was %s".formatted(rule, longest, value));
    }
  }

  private static IllegalArgumentException refusal(String message) {
    return new IllegalArgumentException(message);
  }
}
