// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activity options as data, so that a shard can use them. */
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallOptions(
    @Nullable String taskQueue,
    @Nullable Duration startToClose,
    @Nullable Duration scheduleToClose,
    @Nullable Duration scheduleToStart,
    @Nullable Duration heartbeat,
    @Nullable ActivityCancellationType cancellation,
    @Nullable Retry retry,
    @Nullable Ranking ranking) {

  /** The retry policy. */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Retry(
      @Nullable Duration initialInterval,
      double backoff,
      @Nullable Duration maximumInterval,
      int maximumAttempts,
      List<String> doNotRetry) {}

  /** Priority and fairness. */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ranking(int priority, @Nullable String fairnessKey, float fairnessWeight) {}

  public static CallOptions of(ActivityOptions options) {
    RetryOptions given = options.getRetryOptions();
    String[] doNotRetry = given == null ? null : given.getDoNotRetry();
    Retry retry =
        given == null
            ? null
            : new Retry(
                given.getInitialInterval(),
                given.getBackoffCoefficient(),
                given.getMaximumInterval(),
                given.getMaximumAttempts(),
                doNotRetry == null ? List.of() : List.of(doNotRetry));
    Priority priority = options.getPriority();
    return new CallOptions(
        options.getTaskQueue(),
        options.getStartToCloseTimeout(),
        options.getScheduleToCloseTimeout(),
        options.getScheduleToStartTimeout(),
        options.getHeartbeatTimeout(),
        options.getCancellationType(),
        retry,
        priority == null
            ? null
            : new Ranking(
                priority.getPriorityKey(),
                priority.getFairnessKey(),
                priority.getFairnessWeight()));
  }

  public ActivityOptions activity(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setStartToCloseTimeout(startToClose)
        .setScheduleToCloseTimeout(scheduleToClose)
        .setScheduleToStartTimeout(scheduleToStart)
        .setHeartbeatTimeout(heartbeat)
        .setCancellationType(
            cancellation == null
                ? ActivityCancellationType.WAIT_CANCELLATION_COMPLETED
                : cancellation)
        .setRetryOptions(retryOptions())
        .setPriority(priority())
        .setSummary(summary)
        .build();
  }

  public LocalActivityOptions local(String summary) {
    LocalActivityOptions.Builder options =
        LocalActivityOptions.newBuilder()
            .setDoNotIncludeArgumentsIntoMarker(true)
            .setSummary(summary);
    if (startToClose != null) {
      options.setStartToCloseTimeout(startToClose);
    }
    if (scheduleToClose != null) {
      options.setScheduleToCloseTimeout(scheduleToClose);
    }
    RetryOptions retries = retryOptions();
    if (retries != null) {
      options.setRetryOptions(retries);
    }
    return options.build();
  }

  public ChildWorkflowOptions child(String id, String summary) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setTaskQueue(taskQueue)
        .setWorkflowRunTimeout(startToClose)
        .setWorkflowExecutionTimeout(scheduleToClose)
        .setRetryOptions(retryOptions())
        .setPriority(priority())
        .setStaticSummary(summary)
        .build();
  }

  private @Nullable Priority priority() {
    if (ranking == null) {
      return null;
    }
    return Priority.newBuilder()
        .setPriorityKey(ranking.priority())
        .setFairnessKey(ranking.fairnessKey())
        .setFairnessWeight(ranking.fairnessWeight())
        .build();
  }

  private @Nullable RetryOptions retryOptions() {
    if (retry == null) {
      return null;
    }
    RetryOptions.Builder options =
        RetryOptions.newBuilder()
            .setMaximumAttempts(retry.maximumAttempts())
            .setDoNotRetry(retry.doNotRetry().toArray(String[]::new));
    if (retry.initialInterval() != null) {
      options.setInitialInterval(retry.initialInterval());
    }
    if (retry.maximumInterval() != null) {
      options.setMaximumInterval(retry.maximumInterval());
    }
    if (retry.backoff() >= 1) {
      options.setBackoffCoefficient(retry.backoff());
    }
    return options.build();
  }
}
