// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator does to a batch by the server's own commands. */
@Tag("real-server-only")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BatchOperatorTest {
  private ServerLab lab;
  private Scenario<ScriptedBatchWorkflow> run;

  @BeforeEach
  void startBatch() {
    lab = new ServerLab(new DefaultBatchContractTest(), "batch-operator");
    run = lab.start(new Plan(6, 1, 1, 0, WhenStopped.THROW));
    lab.awaitHalfWay();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aPausedBatchStaysPausedAndThenGoesOnWhereItWas() {
    server()
        .pauseActivity(
            PauseActivityRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(execution())
                .setType("ScriptedBatch")
                .build());
    run.await("the pause", () -> pending().stream().allMatch(BatchOperatorTest::isPaused));
    assertThat(lab.effects()).hasSizeLessThan(6);
    assertThat(run.attempts().count()).isEqualTo(1);

    server()
        .unpauseActivity(
            UnpauseActivityRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(execution())
                .setType("ScriptedBatch")
                .build());
    assertEveryItemWasDone(1);
  }

  @Test
  void aResetBatchGoesOnWhereItWas() {
    reset(false);
    assertEveryItemWasDone(1);
  }

  @Test
  void aBatchWhoseHeartbeatsAreResetStartsOver() {
    reset(true);
    assertThat(run.result(Result.class).done()).isEqualTo(6);
    assertThat(lab.effects()).hasSize(6).containsEntry(0L, 2).containsEntry(5L, 1);
  }

  private void assertEveryItemWasDone(int times) {
    assertThat(run.result(Result.class).done()).isEqualTo(6);
    assertThat(lab.effects()).hasSize(6).containsValue(times).doesNotContainValue(times + 1);
    assertThat(run.attempts().count()).isEqualTo(2);
  }

  private void reset(boolean heartbeats) {
    server()
        .resetActivity(
            ResetActivityRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(execution())
                .setType("ScriptedBatch")
                .setResetHeartbeat(heartbeats)
                .build());
  }

  /** Its attempt has ended, too; until then a pause is only requested. */
  private static boolean isPaused(PendingActivityInfo activity) {
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED;
  }

  private List<PendingActivityInfo> pending() {
    return server()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace())
                .setExecution(execution())
                .build())
        .getPendingActivitiesList();
  }

  private WorkflowServiceBlockingStub server() {
    return lab.env().client().getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return lab.env().client().getOptions().getNamespace();
  }

  private WorkflowExecution execution() {
    return run.execution();
  }
}
