// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;

/**
 * What an operator does to the activities of a run by the server's own commands.
 *
 * @param client of the run's namespace
 * @param run whose activities
 * @param activityType which of them
 */
public record ActivityDesk(WorkflowClient client, Scenario<?> run, String activityType) {

  /** Pauses, and waits until the attempt has ended, too; until then a pause is only requested. */
  public void pause() {
    server()
        .pauseActivity(
            PauseActivityRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(run.execution())
                .setType(activityType)
                .build());
    await("the pause", PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED);
  }

  /** Lets it go on. */
  public void unpause() {
    server()
        .unpauseActivity(
            UnpauseActivityRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(run.execution())
                .setType(activityType)
                .build());
  }

  /** Lets its attempts count from one again. */
  public void reset(boolean heartbeats) {
    server()
        .resetActivity(
            ResetActivityRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(run.execution())
                .setType(activityType)
                .setResetHeartbeat(heartbeats)
                .build());
  }

  /** Waits until all activities of the run are in a state. */
  public void await(String what, PendingActivityState state) {
    run.await(
        what,
        () ->
            server()
                .describeWorkflowExecution(
                    DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace())
                        .setExecution(run.execution())
                        .build())
                .getPendingActivitiesList()
                .stream()
                .allMatch(activity -> activity.getState() == state));
  }

  private WorkflowServiceBlockingStub server() {
    return client.getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }
}
