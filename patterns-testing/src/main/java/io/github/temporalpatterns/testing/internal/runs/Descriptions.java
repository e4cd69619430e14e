// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.runs;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.testing.TestWorkflowEnvironment;

/** What a server says of a run. */
public final class Descriptions {
  private Descriptions() {}

  public static DescribeWorkflowExecutionResponse of(
      TestWorkflowEnvironment server, RunLog.Run run) {
    return of(
        server,
        WorkflowExecution.newBuilder()
            .setWorkflowId(run.workflowId())
            .setRunId(run.runId())
            .build());
  }

  public static DescribeWorkflowExecutionResponse of(
      TestWorkflowEnvironment server, WorkflowExecution run) {
    return server
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(server.getNamespace())
                .setExecution(run)
                .build());
  }

  public static boolean isOpen(DescribeWorkflowExecutionResponse description) {
    return switch (description.getWorkflowExecutionInfo().getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_PAUSED -> true;
      default -> false;
    };
  }
}
