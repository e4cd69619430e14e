// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ApplicationFailure;

/** The failures by which a fan-out ends. */
final class FanOutFailures {
  private FanOutFailures() {}

  static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.FAN_OUT_REFUSED);
  }

  /** By a worker that stopped; the next attempt works on the chunk. */
  static ApplicationFailure interrupted(RuntimeException by) {
    return ApplicationFailure.newFailureWithCause(
        "the worker stopped before an item of the chunk was done",
        FailureTypes.CHUNK_INTERRUPTED,
        by);
  }

  static ApplicationFailure failed(String why, FanOutReport<?> report) {
    return ApplicationFailure.newBuilder()
        .setMessage(
            "%s; %d items succeeded, %d failed%s"
                .formatted(why, report.succeeded(), report.failed(), first(report)))
        .setType(FailureTypes.FAN_OUT_FAILED)
        .setNonRetryable(true)
        .setDetails(report)
        .build();
  }

  private static String first(FanOutReport<?> report) {
    return report.failures().stream()
        .findFirst()
        .map(
            failure ->
                ", item %d: %s: %s".formatted(failure.index(), failure.type(), failure.message()))
        .orElse("");
  }
}
