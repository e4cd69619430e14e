// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.temporal.api.enums.v1.QueryRejectCondition;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryConditionallyRejectedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entity behind a Temporal client. For one thread. */
@RunsIn(CLIENT)
final class RemoteEntity implements EntityLink {
  private static final String TYPE = "patterns.breaker.entity";
  private static final UpdateOptions<Lease> REPORT =
      UpdateOptions.newBuilder(Lease.class)
          .setUpdateName("breaker.report")
          .setWaitForStage(WorkflowUpdateStage.COMPLETED)
          .build();

  private final Supplier<WorkflowClient> clients;
  private final ClusterBreakerOptions options;
  private @Nullable WorkflowClient client;

  /** Asks for the client when it needs it first: whoever makes it may need the breaker before. */
  RemoteEntity(Supplier<WorkflowClient> clients, ClusterBreakerOptions options) {
    this.clients = clients;
    this.options = options;
  }

  @Override
  public Lease report(Report report) {
    try {
      return known().update("breaker.report", Lease.class, report);
    } catch (WorkflowNotFoundException e) {
      return client()
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
    return client().newUntypedWorkflowStub(options.getWorkflowId());
  }

  private WorkflowClient client() {
    WorkflowClient known = client;
    if (known == null) {
      WorkflowClient given = clients.get();
      String namespace = options.getNamespace();
      known =
          WorkflowClient.newInstance(
              given.getWorkflowServiceStubs(),
              given.getOptions().toBuilder()
                  .setNamespace(namespace == null ? given.getOptions().getNamespace() : namespace)
                  // One that was terminated still answers, and would do so for ever.
                  .setQueryRejectCondition(QueryRejectCondition.QUERY_REJECT_CONDITION_NOT_OPEN)
                  .setPlugins() // they have changed these options already
                  .build());
      client = known;
    }
    return known;
  }
}
