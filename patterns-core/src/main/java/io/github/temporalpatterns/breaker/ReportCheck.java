// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.BreakerEntityWorkflow.Probes;
import io.github.temporalpatterns.breaker.BreakerEntityWorkflow.Report;
import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** What a report must keep so that the entity can count it: it comes from outside. */
final class ReportCheck {

  /** Of each of many processes, and all of them are carried by continue-as-new. */
  static final int TEXT_LENGTH = 200;

  private static final int MOST_CALLS = 1_000_000;

  /**
   * Of the longest window that there may be: a process with other rules than the entity's may
   * remember more than that counts.
   */
  private static final long MOST_BUCKETS = ClusterBreakerOptions.LONGEST_WINDOW.toSeconds() + 1;

  private static final long LATEST = Long.MAX_VALUE / 4_000;

  private ReportCheck() {}

  @SuppressWarnings("ConstantValue") // any part may be missing
  static void check(@Nullable Report report) {
    if (report == null || report.source() == null || report.source().isBlank()) {
      throw refused("source: must be set");
    }
    text("source", report.source());
    text("lastFailure", report.lastFailure());
    range("clock", report.clock(), 0, LATEST * 1_000);
    range("wanted", report.wanted(), 0, MOST_CALLS);
    range("retryAfterMillis", report.retryAfterMillis(), 0, LATEST);
    range("buckets", report.buckets().size(), 0, MOST_BUCKETS);
    report.buckets().forEach(ReportCheck::check);
    if (report.probes() != null) {
      check(report.probes());
    }
  }

  private static void check(Bucket bucket) {
    range("second", bucket.second(), 0, LATEST);
    range("calls", bucket.calls(), 0, MOST_CALLS);
    range("failed", bucket.failed(), 0, bucket.calls());
    range("slow", bucket.slow(), 0, bucket.calls());
    range("slowFailed", bucket.slowFailed(), 0, Math.min(bucket.failed(), bucket.slow()));
  }

  private static void check(Probes probes) {
    range("probes ended", probes.ended(), 0, MOST_CALLS);
    range("probes failed", probes.failed(), 0, probes.ended());
    range("probes slow", probes.slow(), 0, probes.ended() - probes.failed());
    range("probes released", probes.released(), 0, MOST_CALLS);
  }

  private static void text(String part, @Nullable String text) {
    if (text != null && text.length() > TEXT_LENGTH) {
      throw refused("%s: has more than %d characters".formatted(part, TEXT_LENGTH));
    }
  }

  private static void range(String part, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw refused("%s: must be %d to %d, was %d".formatted(part, minimum, maximum, value));
    }
  }

  private static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.BREAKER_COMMAND_REFUSED);
  }
}
