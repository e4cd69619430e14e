// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.SourceLine;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a test sets instead of the workflow's own options for the calls of one activity, local
 * activity or child workflow; from {@link PatternEnv#overriding}. What is not set stays as it is.
 *
 * <p>Client side, tests only. Set it before the calls. It does not disturb a replay, which does not
 * compare options. A name that no workflow called fails the test, like an unused script.
 */
public final class CallOverride {
  private final String line = SourceLine.ofCaller();
  private UnaryOperator<RetryOptions.Builder> retry = options -> options;
  private boolean retries;
  private @Nullable String taskQueue;
  private @Nullable Duration startToClose;
  private @Nullable Duration scheduleToClose;
  private @Nullable Duration scheduleToStart;
  private @Nullable Duration heartbeat;
  private boolean used;

  CallOverride() {}

  /**
   * Sends the calls to another task queue. Not for local activities.
   *
   * @param taskQueue the queue's name
   * @return this
   */
  public CallOverride taskQueue(String taskQueue) {
    this.taskQueue = taskQueue;
    return this;
  }

  /**
   * Limits the attempts.
   *
   * @param attempts at least 1
   * @return this
   */
  public CallOverride maxAttempts(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, but are " + attempts);
    }
    return retrying(options -> options.setMaximumAttempts(attempts));
  }

  /**
   * Sets the same wait before every retry.
   *
   * @param interval positive
   * @return this
   */
  public CallOverride backoff(Duration interval) {
    return retrying(
        options ->
            options
                .setInitialInterval(interval)
                .setMaximumInterval(interval)
                .setBackoffCoefficient(1));
  }

  private CallOverride retrying(UnaryOperator<RetryOptions.Builder> more) {
    UnaryOperator<RetryOptions.Builder> before = retry;
    retry = options -> more.apply(before.apply(options));
    retries = true;
    return this;
  }

  /**
   * Limits one attempt; of a child workflow, one run.
   *
   * @param timeout positive
   * @return this
   */
  public CallOverride startToClose(Duration timeout) {
    this.startToClose = timeout;
    return this;
  }

  /**
   * Limits all attempts together; of a child workflow, its execution.
   *
   * @param timeout positive
   * @return this
   */
  public CallOverride scheduleToClose(Duration timeout) {
    this.scheduleToClose = timeout;
    return this;
  }

  /**
   * Limits the wait for a worker. For activities only.
   *
   * @param timeout positive
   * @return this
   */
  public CallOverride scheduleToStart(Duration timeout) {
    this.scheduleToStart = timeout;
    return this;
  }

  /**
   * Limits the time between heartbeats. For activities only.
   *
   * @param timeout positive
   * @return this
   */
  public CallOverride heartbeat(Duration timeout) {
    this.heartbeat = timeout;
    return this;
  }

  synchronized ActivityOptions of(ActivityOptions original) {
    used = true;
    ActivityOptions.Builder options = ActivityOptions.newBuilder(original);
    set(taskQueue, options::setTaskQueue);
    set(startToClose, options::setStartToCloseTimeout);
    set(scheduleToClose, options::setScheduleToCloseTimeout);
    set(scheduleToStart, options::setScheduleToStartTimeout);
    set(heartbeat, options::setHeartbeatTimeout);
    set(retry(original.getRetryOptions()), options::setRetryOptions);
    return options.build();
  }

  synchronized LocalActivityOptions of(LocalActivityOptions original) {
    used = true;
    LocalActivityOptions.Builder options = LocalActivityOptions.newBuilder(original);
    set(startToClose, options::setStartToCloseTimeout);
    set(scheduleToClose, options::setScheduleToCloseTimeout);
    set(retry(original.getRetryOptions()), options::setRetryOptions);
    return options.build();
  }

  synchronized ChildWorkflowOptions of(ChildWorkflowOptions original) {
    used = true;
    ChildWorkflowOptions.Builder options = ChildWorkflowOptions.newBuilder(original);
    set(taskQueue, options::setTaskQueue);
    set(startToClose, options::setWorkflowRunTimeout);
    set(scheduleToClose, options::setWorkflowExecutionTimeout);
    set(retry(original.getRetryOptions()), options::setRetryOptions);
    return options.build();
  }

  private @Nullable RetryOptions retry(@Nullable RetryOptions original) {
    return retries ? retry.apply(RetryOptions.newBuilder(original)).build() : null;
  }

  private static <T> void set(@Nullable T value, java.util.function.Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  synchronized boolean isUsed() {
    return used;
  }

  String line() {
    return line;
  }
}
