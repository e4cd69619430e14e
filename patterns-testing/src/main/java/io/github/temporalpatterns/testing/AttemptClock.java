// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Lets time pass inside an activity.
 *
 * <p>On the embedded server the last stretch before a timeout passes in real time: an attempt that
 * sleeps past its own deadline in skipped time leaves the server's clock locked for ever
 * (temporalio/sdk-java#2246).
 */
final class AttemptClock {
  private static final Duration REAL_STRETCH = Duration.ofMillis(25);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final TestWorkflowEnvironment server;
  private final RunRecorder recorder;
  private final AttemptProbe probe;

  AttemptClock(TestWorkflowEnvironment server, RunRecorder recorder) {
    this.server = server;
    this.recorder = recorder;
    this.probe = new AttemptProbe(server);
  }

  /** Works for a while, with heartbeats; times out instead if a deadline comes first. */
  void sleep(ActivityExecutionContext context, Duration duration) {
    ActivityInfo info = context.getInfo();
    Instant end = now().plus(duration);
    Instant oneAttempt = Deadlines.of(info, TimeoutKind.START_TO_CLOSE);
    Instant allAttempts = Deadlines.of(info, TimeoutKind.SCHEDULE_TO_CLOSE);
    if (oneAttempt.isAfter(end) && allAttempts.isAfter(end)) {
      sleepUntil(end, info, true);
    } else {
      timeOut(
          context,
          allAttempts.isBefore(oneAttempt)
              ? TimeoutKind.SCHEDULE_TO_CLOSE
              : TimeoutKind.START_TO_CLOSE);
    }
  }

  /** Waits until the server has timed the attempt out, then ends its thread. */
  void timeOut(ActivityExecutionContext context, TimeoutKind kind) {
    ActivityInfo info = context.getInfo();
    refuseImpossible(info, kind);
    Instant deadline = Deadlines.of(info, kind);
    boolean alive = kind != TimeoutKind.HEARTBEAT;
    sleepUntil(deadline.minus(REAL_STRETCH), info, alive);
    recorder.timesOut(info, deadline);
    Instant giveUp = deadline.plus(GRACE);
    while (probe.isRunning(info) && now().isBefore(giveUp)) {
      if (alive) {
        probe.heartbeat(info);
      }
      pause();
    }
    throw new TimedOutAttempt(kind);
  }

  /** Heartbeats until a cancellation, or the end of the worker, comes back. */
  Object hang(ActivityExecutionContext context) {
    refuseLocal(context.getInfo(), "hang until it is cancelled");
    while (true) {
      context.heartbeat(null);
      pause();
    }
  }

  /** Sleeps on the server's clock; stays alive meanwhile by heartbeats that nothing throttles. */
  private void sleepUntil(Instant end, ActivityInfo info, boolean alive) {
    Duration timeout = info.getHeartbeatTimeout();
    boolean beats = alive && timeout != null && !timeout.isZero();
    for (Instant now = now(); now.isBefore(end); now = now()) {
      Duration left = Duration.between(now, end);
      Duration step = beats ? timeout.dividedBy(2) : left;
      server.sleep(step.compareTo(left) < 0 ? step : left);
      if (beats) {
        probe.heartbeat(info);
      }
    }
  }

  private static void refuseImpossible(ActivityInfo info, TimeoutKind kind) {
    String what = "end by " + kind;
    refuseLocal(info, what);
    Instant deadline = Deadlines.of(info, kind);
    if (deadline.equals(Instant.MAX)) {
      throw refusal(info, what, "it has no such timeout");
    }
    for (TimeoutKind other : TimeoutKind.values()) {
      if (other != TimeoutKind.HEARTBEAT && Deadlines.of(info, other).isBefore(deadline)) {
        throw refusal(info, what, "its " + other + " timeout comes first");
      }
    }
  }

  private static void refuseLocal(ActivityInfo info, String what) {
    if (info.isLocal()) {
      throw refusal(info, what, "it is a local activity");
    }
  }

  private static ApplicationFailure refusal(ActivityInfo info, String what, String why) {
    return ApplicationFailure.newNonRetryableFailure(
        "activity " + info.getActivityType() + " cannot " + what + ": " + why, Canned.BAD_SCRIPT);
  }

  private Instant now() {
    return Instant.ofEpochMilli(server.currentTimeMillis());
  }

  /** Waits a moment of real time. */
  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted, because the worker or the test ends", e);
    }
  }
}
