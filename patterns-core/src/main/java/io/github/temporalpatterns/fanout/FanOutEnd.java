// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.fanout.FanOutReport.Outcome;
import io.github.temporalpatterns.internal.Failures;
import org.jspecify.annotations.Nullable;

/** Decides how a fan-out ends: by a report, or by a failure that has it. */
record FanOutEnd(FanOutOptions options) {

  /** How many of so many items may fail before no more calls are made; null for any number. */
  @Nullable Long tolerated(long count) {
    Long number = options.getToleratedFailures();
    Double ratio = options.getToleratedFailureRatio();
    if (ratio == null || count < 0) {
      return number;
    }
    long part = Failures.tolerated(ratio, count);
    return number == null ? Long.valueOf(part) : Long.valueOf(Math.min(number, part));
  }

  <R extends @Nullable Object> FanOutReport<R> of(Job job) {
    String breach = job.totals.breach();
    if (breach != null) {
      throw FanOutFailures.failed(breach, report(job, Outcome.BROKEN));
    }
    if (isLate(job) || job.controls.isBroken(job.totals.failed())) {
      String most =
          isLate(job)
              ? options.getToleratedFailureRatio() + " of all"
              : String.valueOf(job.controls.tolerated());
      throw FanOutFailures.failed(
          "more items failed than tolerated (" + most + ")",
          report(job, Outcome.TOO_MANY_FAILURES));
    }
    if (job.controls.stop() != null) {
      return report(job, Outcome.STOPPED);
    }
    if (job.totals.failed() == 0) {
      return report(job, Outcome.COMPLETED);
    }
    FanOutReport<R> report = report(job, Outcome.COMPLETED_WITH_FAILURES);
    if (!isTolerant(job)) {
      throw FanOutFailures.failed("items failed, and the options tolerate none", report);
    }
    return report;
  }

  /** Whether only the end shows that a part too large has failed. */
  private boolean isLate(Job job) {
    Double ratio = options.getToleratedFailureRatio();
    if (job.plan.items() >= 0 || ratio == null || job.controls.stop() != null) {
      return false;
    }
    long done = job.totals.succeeded() + job.totals.failed();
    return job.totals.failed() > Failures.tolerated(ratio, done);
  }

  /** Whether the options, or an operator, have said what becomes of failures. */
  private boolean isTolerant(Job job) {
    return options.getToleratedFailureRatio() != null
        || options.deadLetter() != null
        || job.controls.tolerated() != null;
  }

  @SuppressWarnings("unchecked") // the reducer's class says what the value is
  static <R extends @Nullable Object> FanOutReport<R> report(Job job, Outcome outcome) {
    return new FanOutReport<>(
        outcome,
        job.totals.succeeded(),
        job.totals.failed(),
        job.totals.failures(),
        job.plan,
        job.elapsed(),
        (R) job.totals.value());
  }
}
