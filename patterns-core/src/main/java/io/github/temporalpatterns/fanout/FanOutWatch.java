// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.fanout.FanOutOperator.Phase;
import io.github.temporalpatterns.fanout.FanOutOperator.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches a fan-out from outside: the status of its workflow, and what the shards under way have
 * done so far.
 *
 * <p>Client code only. It asks by queries, which leave no trace in any history.
 *
 * <pre>{@code
 * Status status = FanOutWatch.of(client, workflowId).status();
 * bar.stepTo(status.succeeded() + status.failed());
 * }</pre>
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class FanOutWatch {
  private final WorkflowClient client;
  private final String workflowId;

  private FanOutWatch(WorkflowClient client, String workflowId) {
    this.client = client;
    this.workflowId = workflowId;
  }

  /**
   * Watches a workflow that has a fan-out.
   *
   * @param client a client of its namespace
   * @param workflowId the workflow's id
   * @return the watch
   */
  public static FanOutWatch of(WorkflowClient client, String workflowId) {
    return new FanOutWatch(client, workflowId);
  }

  /**
   * Returns how far the fan-out is, shards included. Items of a shard that ends at this moment may
   * be missing until the next call. A shard that does not answer counts as one call under way, so
   * if the status has no call under way, there is none. A fan-out is paused only when all its
   * shards are.
   *
   * @return the status, with the sums over all runs under way
   * @throws WorkflowException if there is no such workflow, or no worker answers for it
   */
  public Status status() {
    return ask(workflowId);
  }

  private Status ask(String id) {
    Status own = client.newWorkflowStub(FanOutOperator.class, id).fanOutStatus();
    long succeeded = own.succeeded();
    long failed = own.failed();
    int inFlight = own.inFlight();
    Phase phase = own.phase();
    List<String> shards = new ArrayList<>(own.shards());
    for (String shard : own.shards()) {
      try {
        Status part = ask(shard);
        succeeded += part.succeeded();
        failed += part.failed();
        inFlight += part.inFlight() - 1;
        phase = phase == Phase.PAUSED ? part.phase() : phase;
        shards.addAll(part.shards());
      } catch (WorkflowException e) {
        // not started yet, or its worker is busy: it may have calls under way
      }
    }
    return new Status(
        phase,
        own.plan(),
        succeeded,
        failed,
        inFlight,
        own.window(),
        own.toleratedFailures(),
        own.maxItemsPerSecond(),
        own.elapsed(),
        own.active(),
        shards,
        own.audit());
  }
}
