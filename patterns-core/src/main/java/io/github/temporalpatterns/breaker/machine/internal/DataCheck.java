// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses data that came from outside by an {@link ApplicationFailure} that names part, rule and
 * value. Another exception would block the run that was given them for ever.
 *
 * @param what begins the message
 * @param type the failure's type
 */
public record DataCheck(String what, String type) {

  /** Whoever counts more in a second, or reports more at once, has made that up. */
  private static final int MOST_CALLS = 1_000_000;

  /** Seconds of the longest window, in the future far beyond any calendar. */
  public static final long LATEST_SECOND = Long.MAX_VALUE / 4_000;

  public void range(String part, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw refused("%s: must be %d to %d, was %d".formatted(part, minimum, maximum, value));
    }
  }

  public void calls(String part, long value) {
    range(part, value, 0, MOST_CALLS);
  }

  public void text(String part, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      throw refused("%s: has more than %d characters".formatted(part, longest));
    }
  }

  public <T> T present(String part, @Nullable T value) {
    if (value == null) {
      throw refused(part + ": must be set");
    }
    return value;
  }

  public void buckets(List<Bucket> buckets, long most) {
    range("buckets", buckets.size(), 0, most);
    for (Bucket bucket : buckets) {
      present("bucket", bucket);
      range("second", bucket.second(), 0, LATEST_SECOND);
      calls("calls", bucket.calls());
      range("failed", bucket.failed(), 0, bucket.calls());
      range("slow", bucket.slow(), 0, bucket.calls());
      range("slowFailed", bucket.slowFailed(), 0, Math.min(bucket.failed(), bucket.slow()));
    }
  }

  public ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(what + rule, type);
  }
}
