// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.BreakerEntityWorkflow.Lease;
import io.github.temporalpatterns.breaker.BreakerEntityWorkflow.Report;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryConditionallyRejectedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import org.jspecify.annotations.Nullable;

/** The entity behind a Temporal client. */
@RunsIn(CLIENT)
final class RemoteEntity implements EntityLink {
  private static final String TYPE = "patterns.breaker.entity";
  private static final UpdateOptions<Lease> REPORT =
      UpdateOptions.newBuilder(Lease.class)
          .setUpdateName("breaker.report")
          .setWaitForStage(WorkflowUpdateStage.COMPLETED)
          .build();

  private final WorkflowClient client;
  private final ClusterBreakerOptions options;

  RemoteEntity(WorkflowClient client, ClusterBreakerOptions options) {
    String namespace = options.getNamespace();
    this.client =
        WorkflowClient.newInstance(
            client.getWorkflowServiceStubs(),
            client.getOptions().toBuilder()
                .setNamespace(namespace == null ? client.getOptions().getNamespace() : namespace)
                // One that was terminated still answers, and would do so for ever.
                .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                .build());
    this.options = options;
  }

  @Override
  public Lease report(Report report) {
    try {
      return known().update("breaker.report", Lease.class, report);
    } catch (WorkflowNotFoundException e) {
      return client
          .newUntypedWorkflowStub(
              TYPE,
              WorkflowOptions.newBuilder()
                  .setWorkflowId(options.getWorkflowId())
                  .setTaskQueue(options.getTaskQueue())
                  .setWorkflowIdConflictPolicy(
                      WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                  .setStaticSummary("breaker " + options.getName())
                  .build())
          .executeUpdateWithStart(REPORT, new Object[] {report}, new Object[] {options.start()});
    }
  }

  @Override
  public @Nullable Lease read() {
    try {
      return known().query("breaker.lease", Lease.class);
    } catch (WorkflowNotFoundException | WorkflowQueryConditionallyRejectedException e) {
      return null;
    }
  }

  private WorkflowStub known() {
    return client.newUntypedWorkflowStub(options.getWorkflowId());
  }
}
