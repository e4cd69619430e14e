// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

/**
 * What can go wrong at a point of a run. A point is a workflow task, {@code Order@3}, or an
 * activity, {@code Charge#1}.
 */
public enum FaultKind {
  /** The worker dies before it can answer a workflow task, and the task is executed again. */
  CRASH("the answer to this workflow task is lost, and the task is executed again"),
  /**
   * The worker dies with all its running attempts and workflow tasks. If the point is an activity,
   * the activity has had no effect yet.
   */
  WORKER_DEATH("the worker dies with all its running attempts; this one had no effect yet"),
  /**
   * The workflow is cancelled: while it executes a task, or while an activity runs that has had its
   * effect, does not notice, and completes.
   */
  CANCEL("the workflow is cancelled meanwhile; an activity has had its effect and completes"),
  /** The workflow is cancelled before the activity has an effect; it stops if it is asked to. */
  CANCEL_BEFORE_EFFECT("the workflow is cancelled before this activity has had its effect"),
  /** A signal of {@link FaultSweep#signal} arrives while a task is executed or an activity runs. */
  SIGNAL("this signal arrives meanwhile"),
  /** The first attempt fails before it has an effect, and may be retried. */
  FAILURE("the first attempt fails, without effect, and is retried"),
  /** The activity fails for good, before it has an effect. */
  NON_RETRYABLE("the activity fails for good, without effect"),
  /**
   * The first attempt has its effect, but its answer never arrives: it times out, and is retried if
   * the activity has an attempt left.
   */
  LOST_RESULT("the first attempt has its effect and times out"),
  /** The last attempt has its effect and takes too long. Only where attempts are limited. */
  START_TO_CLOSE("the last attempt has its effect and times out"),
  /** The activity has its effect, but takes too long in all. Only where such a timeout is set. */
  SCHEDULE_TO_CLOSE("the activity has its effect and takes too long in all"),
  /** No worker takes the activity in time. Only where such a timeout is set. */
  SCHEDULE_TO_START("no worker takes the activity in time"),
  /**
   * An attempt stops sending heartbeats before it has an effect. It is the last attempt, where
   * attempts are limited.
   */
  HEARTBEAT("an attempt falls silent, without effect");

  private final String description;

  FaultKind(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  boolean cancels() {
    return this == CANCEL || this == CANCEL_BEFORE_EFFECT;
  }

  /** Whether it lets an attempt time out. */
  boolean timesOut() {
    return switch (this) {
      case WORKER_DEATH, LOST_RESULT, START_TO_CLOSE, SCHEDULE_TO_CLOSE, HEARTBEAT -> true;
      default -> false;
    };
  }
}
