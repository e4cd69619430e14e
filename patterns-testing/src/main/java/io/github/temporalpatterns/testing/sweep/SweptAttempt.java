// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One attempt that runs, and whether its worker died with it. */
final class SweptAttempt {

  /** What the attempt does by itself. */
  @FunctionalInterface
  interface Body {
    ActivityOutput run();
  }

  private final ActivityExecutionContext context;
  private final AtomicBoolean abandoned = new AtomicBoolean();

  SweptAttempt(ActivityExecutionContext context) {
    this.context = context;
  }

  ActivityExecutionContext context() {
    return context;
  }

  ActivityInfo info() {
    return context.getInfo();
  }

  /** Returns false if that was already so. */
  boolean abandon() {
    return abandoned.compareAndSet(false, true);
  }

  boolean abandoned() {
    return abandoned.get();
  }

  /** Ends the attempt's thread without a word to the server. */
  ActivityOutput noAnswer() {
    context.doNotCompleteOnReturn();
    return new ActivityOutput(null);
  }

  /** The timeout by which the server notices first that nobody works on the attempt. */
  TimeoutKind firstTimeout() {
    ActivityInfo info = info();
    long beat = orNever(info.getHeartbeatTimeout());
    long one = orNever(info.getStartToCloseTimeout());
    long all =
        orNever(info.getScheduleToCloseTimeout())
            - (info.getStartedTimestamp() - info.getScheduledTimestamp());
    if (beat < Math.min(one, all)) {
      return TimeoutKind.HEARTBEAT;
    }
    return one <= all ? TimeoutKind.START_TO_CLOSE : TimeoutKind.SCHEDULE_TO_CLOSE;
  }

  private static long orNever(@Nullable Duration timeout) {
    return timeout == null || timeout.isZero() ? Long.MAX_VALUE : timeout.toMillis();
  }
}
