// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Activity options: their checks, their defaults, and their form as data in the undo log. */
final class Activities {

  private Activities() {}

  /** An undo must not overtake its step: by default a cancelled step is waited for. */
  static ActivityOptions waitingForCancellation(ActivityOptions options) {
    return options.getCancellationType() != null
        ? options
        : options.toBuilder()
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build();
  }

  static ActivityOptions undoDefaults(ActivityOptions steps) {
    Duration attempt = steps.getStartToCloseTimeout();
    return ActivityOptions.newBuilder()
        .setTaskQueue(steps.getTaskQueue())
        .setStartToCloseTimeout(attempt != null ? attempt : Duration.ofMinutes(1))
        .setScheduleToCloseTimeout(Duration.ofMinutes(10))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofMinutes(1))
                .build())
        .build();
  }

  static boolean singleAttempt(ActivityOptions options) {
    RetryOptions retry = options.getRetryOptions();
    return retry != null && retry.getMaximumAttempts() == 1;
  }

  static SagaState.CallOptions toData(ActivityOptions options) {
    return toData(
        options.getTaskQueue(),
        options.getStartToCloseTimeout(),
        options.getScheduleToCloseTimeout(),
        options.getScheduleToStartTimeout(),
        options.getHeartbeatTimeout(),
        options.getRetryOptions(),
        null);
  }

  static SagaState.CallOptions toData(LocalActivityOptions options) {
    return toData(
        null,
        options.getStartToCloseTimeout(),
        options.getScheduleToCloseTimeout(),
        options.getScheduleToStartTimeout(),
        null,
        options.getRetryOptions(),
        options.getLocalRetryThreshold());
  }

  private static SagaState.CallOptions toData(
      @Nullable String taskQueue,
      @Nullable Duration startToClose,
      @Nullable Duration scheduleToClose,
      @Nullable Duration scheduleToStart,
      @Nullable Duration heartbeat,
      @Nullable RetryOptions given,
      @Nullable Duration localRetryThreshold) {
    RetryOptions retry = given != null ? given : RetryOptions.getDefaultInstance();
    String[] doNotRetry = retry.getDoNotRetry();
    return new SagaState.CallOptions(
        taskQueue,
        startToClose,
        scheduleToClose,
        scheduleToStart,
        heartbeat,
        retry.getInitialInterval(),
        retry.getBackoffCoefficient(),
        retry.getMaximumInterval(),
        retry.getMaximumAttempts(),
        doNotRetry == null ? List.of() : List.of(doNotRetry),
        localRetryThreshold);
  }

  static LocalActivityOptions local(SagaState.CallOptions data, String summary) {
    LocalActivityOptions.Builder options =
        LocalActivityOptions.newBuilder().setRetryOptions(retry(data)).setSummary(summary);
    set(data.startToClose(), options::setStartToCloseTimeout);
    set(data.scheduleToClose(), options::setScheduleToCloseTimeout);
    set(data.scheduleToStart(), options::setScheduleToStartTimeout);
    set(data.localRetryThreshold(), options::setLocalRetryThreshold);
    return options.build();
  }

  static ActivityOptions remote(SagaState.CallOptions data, String summary) {
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setTaskQueue(data.taskQueue())
            .setStartToCloseTimeout(data.startToClose())
            .setScheduleToCloseTimeout(data.scheduleToClose())
            .setScheduleToStartTimeout(data.scheduleToStart())
            .setHeartbeatTimeout(data.heartbeat())
            .setSummary(summary);
    return options.setRetryOptions(retry(data)).build();
  }

  static RetryOptions retry(SagaState.CallOptions data) {
    RetryOptions.Builder retry = RetryOptions.newBuilder();
    set(data.initialInterval(), retry::setInitialInterval);
    set(data.maximumInterval(), retry::setMaximumInterval);
    if (data.backoff() >= 1) {
      retry.setBackoffCoefficient(data.backoff());
    }
    return retry
        .setMaximumAttempts(data.maximumAttempts())
        .setDoNotRetry(data.doNotRetry().toArray(String[]::new))
        .build();
  }

  private static void set(@Nullable Duration value, Consumer<Duration> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
