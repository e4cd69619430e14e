// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.internal.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;

/**
 * What the failure of a call says about its callee.
 *
 * @param kind whether it counts, and as what
 * @param type the application failure's type, or the class name of what failed
 * @param retryAfterMillis how long the callee asked to be left alone, or 0
 */
public record Verdict(Kind kind, String type, long retryAfterMillis) {

  public static Verdict of(BreakerRules rules, Throwable failure) {
    Throwable root = Failures.root(failure);
    String type = type(root);
    Duration retryAfter =
        root instanceof ApplicationFailure application ? application.getNextRetryDelay() : null;
    boolean silent = Failures.isCancellation(failure) || Silence.is(root);
    Kind kind = silent ? Kind.IGNORED : kind(rules, type);
    return new Verdict(kind, type, retryAfter == null ? 0 : Waits.millis(retryAfter));
  }

  /** An exception of Java has the type that the SDK gives it on its way to a workflow. */
  private static String type(Throwable root) {
    if (root instanceof ApplicationFailure application) {
      return application.getType();
    }
    return root instanceof TemporalFailure
        ? root.getClass().getSimpleName()
        : root.getClass().getName();
  }

  /** What a failure of this type counts as. */
  public static Kind kind(BreakerRules rules, String type) {
    if (rules.getIgnoredFailures().contains(type)) {
      return Kind.IGNORED;
    }
    boolean counts =
        rules.getRecordedFailures().isEmpty() || rules.getRecordedFailures().contains(type);
    return counts ? Kind.FAILED : Kind.SUCCESSFUL;
  }
}
