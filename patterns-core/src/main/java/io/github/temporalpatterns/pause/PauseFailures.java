// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** The failures that a gate throws. */
final class PauseFailures {

  private PauseFailures() {}

  static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.PAUSE_REFUSED);
  }

  /** A server terminates a run whose next arguments are too large, and nothing is cleaned up. */
  static void requireSendable(long bytes) {
    if (bytes > Limits.PAYLOAD_BYTES) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the arguments of continue-as-new have %d bytes; the limit is %d"
              .formatted(bytes, Limits.PAYLOAD_BYTES),
          FailureTypes.PAYLOAD_TOO_LARGE);
    }
  }

  static void notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw refused(what + ": must not be negative, was " + duration);
    }
  }
}
