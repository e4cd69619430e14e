// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.github.temporalpatterns.testing.internal.ShortPause;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets time pass inside an activity.
 *
 * <p>On the embedded server the last stretch before a timeout passes in real time: an attempt that
 * sleeps past its own deadline in skipped time leaves the server's clock locked for ever
 * (temporalio/sdk-java#2246).
 */
public final class AttemptClock {
  private static final Duration REAL_STRETCH = Duration.ofMillis(25);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** How long after its deadline the server may still time out an attempt asked to cancel. */
  private static final Duration DEAF = Duration.ofMillis(500);

  private final TestWorkflowEnvironment server;
  private final BiConsumer<ActivityInfo, Instant> timesOut;
  private final Complaints complaints;
  private final AttemptProbe probe;

  /**
   * Makes the clock of a server's attempts.
   *
   * @param timesOut told of an attempt and its deadline before it lets the attempt time out
   */
  public AttemptClock(
      TestWorkflowEnvironment server,
      BiConsumer<ActivityInfo, Instant> timesOut,
      Complaints complaints) {
    this.server = server;
    this.timesOut = timesOut;
    this.complaints = complaints;
    this.probe = new AttemptProbe(server);
  }

  /**
   * Works for a while, with a heartbeat at each gap or, without one, often enough; times out
   * instead if a deadline comes first.
   */
  void sleep(ActivityExecutionContext context, Duration duration, @Nullable Duration gap) {
    ActivityInfo info = context.getInfo();
    Instant end = now().plus(duration);
    Instant oneAttempt = Deadlines.of(info, TimeoutKind.START_TO_CLOSE);
    Instant allAttempts = Deadlines.of(info, TimeoutKind.SCHEDULE_TO_CLOSE);
    Duration silence = heartbeatTimeout(info);
    if (gap != null && silence != null && gap.compareTo(silence) >= 0) {
      timeOut(context, TimeoutKind.HEARTBEAT);
    } else if (oneAttempt.isAfter(end) && allAttempts.isAfter(end)) {
      sleepUntil(end, info, gap != null || silence == null ? gap : silence.dividedBy(2));
    } else {
      timeOut(
          context,
          allAttempts.isBefore(oneAttempt)
              ? TimeoutKind.SCHEDULE_TO_CLOSE
              : TimeoutKind.START_TO_CLOSE);
    }
  }

  /** Waits until the server has timed the attempt out, then ends its thread. */
  public void timeOut(ActivityExecutionContext context, TimeoutKind kind) {
    ActivityInfo info = context.getInfo();
    refuseImpossible(info, kind);
    Instant deadline = Deadlines.of(info, kind);
    boolean alive = kind != TimeoutKind.HEARTBEAT;
    Duration silence = alive ? heartbeatTimeout(info) : null;
    sleepUntil(deadline.minus(REAL_STRETCH), info, silence == null ? null : silence.dividedBy(2));
    timesOut.accept(info, deadline);
    Instant giveUp = deadline.plus(GRACE);
    while (probe.isRunning(info) && now().isBefore(giveUp)) {
      if (probe.isDeaf(info) && now().isAfter(deadline.plus(DEAF))) {
        throw refusal(
            info,
            "end by " + kind,
            "it was asked to cancel, after which the embedded server times no attempt out");
      }
      if (alive) {
        probe.heartbeat(info);
      }
      ShortPause.take();
    }
    throw new TimedOutAttempt(kind);
  }

  /** Heartbeats until a cancellation, or the end of the worker, comes back. */
  Object hang(ActivityExecutionContext context) {
    refuseLocal(context.getInfo(), "hang until it is cancelled");
    while (true) {
      context.heartbeat(null);
      ShortPause.take();
    }
  }

  /** Heartbeats until a cancellation comes back, and does not give in. */
  void awaitCancel(ActivityExecutionContext context) {
    try {
      hang(context);
    } catch (ActivityCanceledException ignored) {
      // What comes next in the script goes on as if nobody had asked.
    }
  }

  /** Sleeps on the server's clock, in steps that each end by a heartbeat that nothing throttles. */
  private void sleepUntil(Instant end, ActivityInfo info, @Nullable Duration step) {
    for (Instant now = now(); now.isBefore(end); now = now()) {
      Duration left = Duration.between(now, end);
      server.sleep(step != null && step.compareTo(left) < 0 ? step : left);
      if (step != null) {
        probe.heartbeat(info);
      }
    }
  }

  private static @Nullable Duration heartbeatTimeout(ActivityInfo info) {
    Duration timeout = info.getHeartbeatTimeout();
    return timeout == null || timeout.isZero() ? null : timeout;
  }

  private void refuseImpossible(ActivityInfo info, TimeoutKind kind) {
    String what = "end by " + kind;
    refuseLocal(info, what);
    Instant deadline = Deadlines.of(info, kind);
    if (deadline.equals(Instant.MAX)) {
      throw refusal(
          info,
          what,
          kind == TimeoutKind.SCHEDULE_TO_START
              ? "the call has no such timeout, or this is a retry, which has been started before"
              : "it has no such timeout");
    }
    for (TimeoutKind other : TimeoutKind.values()) {
      if (other != TimeoutKind.HEARTBEAT && Deadlines.of(info, other).isBefore(deadline)) {
        throw refusal(info, what, "its " + other + " timeout comes first");
      }
    }
  }

  void refuseLocal(ActivityInfo info, String what) {
    if (info.isLocal()) {
      throw refusal(info, what, "it is a local activity");
    }
  }

  ApplicationFailure refusal(ActivityInfo info, String what, String why) {
    return complaints.refuse(
        Complaints.BAD_SCRIPT,
        "activity " + info.getActivityType() + " cannot " + what + ": " + why);
  }

  private Instant now() {
    return Instant.ofEpochMilli(server.currentTimeMillis());
  }
}
