// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads and changes the commands with which a workflow task is answered. */
final class Commands {
  private static final Duration MOMENT = Durations.fromMillis(20);
  private static final String NOBODYS_QUEUE = "a-queue-that-nobody-polls";

  private final FaultPlan plan;
  private final Set<FaultKind> common;

  Commands(FaultPlan plan, Set<FaultKind> common) {
    this.plan = plan;
    this.common = common;
  }

  static String key(String runId, String activityId) {
    return runId + "/" + activityId;
  }

  static boolean close(RespondWorkflowTaskCompletedRequest request) {
    return request.getCommandsList().stream()
        .anyMatch(
            command ->
                switch (command.getCommandType()) {
                  case COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
                      COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
                      COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION,
                      COMMAND_TYPE_CONTINUE_AS_NEW_WORKFLOW_EXECUTION ->
                      true;
                  default -> false;
                });
  }

  /** Numbers the activities that are scheduled, and prepares the timeouts that strike them. */
  RespondWorkflowTaskCompletedRequest prepare(
      RespondWorkflowTaskCompletedRequest request, String runId) {
    RespondWorkflowTaskCompletedRequest.Builder changed = request.toBuilder();
    for (Command.Builder command : changed.getCommandsBuilderList()) {
      if (command.hasScheduleActivityTaskCommandAttributes()) {
        prepare(command.getScheduleActivityTaskCommandAttributesBuilder(), runId);
      }
    }
    return changed.build();
  }

  private void prepare(ScheduleActivityTaskCommandAttributes.Builder activity, String runId) {
    FaultPoint point =
        plan.activity(
            key(runId, activity.getActivityId()),
            activity.getActivityType().getName(),
            kinds(activity));
    if (plan.has(point, FaultKind.SCHEDULE_TO_START)) {
      plan.strike(point);
      activity.getTaskQueueBuilder().setName(NOBODYS_QUEUE);
      // A real server would else hand it to this worker, past all queues.
      activity.setRequestEagerExecution(false);
      activity.setScheduleToStartTimeout(MOMENT);
    }
    if (plan.has(point, FaultKind.SCHEDULE_TO_CLOSE)) {
      activity.setStartToCloseTimeout(activity.getScheduleToCloseTimeout());
      activity.clearHeartbeatTimeout();
    }
    if (plan.has(point, FaultKind.START_TO_CLOSE)) {
      activity.clearHeartbeatTimeout();
      activity.getRetryPolicyBuilder().setMaximumAttempts(1);
    }
    if (plan.has(point, FaultKind.HEARTBEAT) && limit(activity) > 0) {
      activity.getRetryPolicyBuilder().setMaximumAttempts(1);
    }
  }

  private Set<FaultKind> kinds(ScheduleActivityTaskCommandAttributes.Builder activity) {
    Set<FaultKind> kinds = EnumSet.copyOf(common);
    Collections.addAll(
        kinds,
        FaultKind.WORKER_DEATH,
        FaultKind.CANCEL,
        FaultKind.CANCEL_BEFORE_EFFECT,
        FaultKind.NON_RETRYABLE,
        FaultKind.LOST_RESULT);
    int limit = limit(activity);
    addIf(kinds, FaultKind.FAILURE, limit != 1);
    // With one attempt in all, the lost result is this timeout.
    addIf(kinds, FaultKind.START_TO_CLOSE, limit > 1 && isSet(activity.getStartToCloseTimeout()));
    addIf(kinds, FaultKind.SCHEDULE_TO_CLOSE, isSet(activity.getScheduleToCloseTimeout()));
    addIf(kinds, FaultKind.SCHEDULE_TO_START, isSet(activity.getScheduleToStartTimeout()));
    addIf(kinds, FaultKind.HEARTBEAT, isSet(activity.getHeartbeatTimeout()));
    return kinds;
  }

  private static void addIf(Set<FaultKind> kinds, FaultKind kind, boolean condition) {
    if (condition) {
      kinds.add(kind);
    }
  }

  private static int limit(ScheduleActivityTaskCommandAttributes.Builder activity) {
    return activity.getRetryPolicy().getMaximumAttempts();
  }

  private static boolean isSet(Duration timeout) {
    return Durations.isPositive(timeout);
  }
}
