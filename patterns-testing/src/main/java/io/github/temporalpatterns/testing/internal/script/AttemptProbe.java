// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Optional;

/** Asks the server about a running attempt, past the worker and its throttling. */
final class AttemptProbe {
  private final TestWorkflowEnvironment server;

  AttemptProbe(TestWorkflowEnvironment server) {
    this.server = server;
  }

  boolean isRunning(ActivityInfo info) {
    return pending(info).isPresent();
  }

  /** Whether it runs although it was asked to cancel. */
  boolean isDeaf(ActivityInfo info) {
    return pending(info)
        .filter(
            pending ->
                pending.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED)
        .isPresent();
  }

  private Optional<PendingActivityInfo> pending(ActivityInfo info) {
    return service()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(info.getNamespace())
                .setExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(info.getWorkflowId())
                        .setRunId(info.getWorkflowRunId()))
                .build())
        .getPendingActivitiesList()
        .stream()
        .filter(pending -> isThisAttempt(pending, info))
        .findFirst();
  }

  void heartbeat(ActivityInfo info) {
    try {
      service()
          .recordActivityTaskHeartbeat(
              RecordActivityTaskHeartbeatRequest.newBuilder()
                  .setNamespace(info.getNamespace())
                  .setTaskToken(ByteString.copyFrom(info.getTaskToken()))
                  .build());
    } catch (StatusRuntimeException e) {
      // NOT_FOUND: the attempt has just timed out, as its caller will see.
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static boolean isThisAttempt(PendingActivityInfo pending, ActivityInfo info) {
    return pending.getActivityId().equals(info.getActivityId())
        && pending.getAttempt() == info.getAttempt()
        && pending.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
  }

  private WorkflowServiceBlockingStub service() {
    return server.getWorkflowServiceStubs().blockingStub();
  }
}
