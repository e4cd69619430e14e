// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** The failures that a gate throws. */
final class PauseFailures {

  private PauseFailures() {}

  static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.PAUSE_REFUSED);
  }

  static ApplicationFailure commandRefused(Refusal refusal) {
    return ApplicationFailure.newNonRetryableFailure(
        refusal.rule(),
        refusal.stale() ? FailureTypes.PAUSE_COMMAND_STALE : FailureTypes.PAUSE_COMMAND_REFUSED);
  }

  static void notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw refused(what + ": must not be negative, was " + duration);
    }
  }
}
