// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import io.github.temporalpatterns.testing.internal.Plain;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import org.jspecify.annotations.Nullable;

/**
 * Holds every later execution of a workflow task to the calls of the first, with their arguments.
 * The SDK's own check compares kind and name of commands, not what they carry: a time of day passed
 * to an activity goes through.
 */
public final class StrictReplay extends WorkerInterceptorBase {
  private final CallLog log = new CallLog();
  private final WorkflowClientOptions client;

  public StrictReplay(WorkflowClientOptions client) {
    this.client = client;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      private final Instance instance = new Instance();

      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new StrictCalls(outbound, instance));
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        WorkflowOutput output = super.execute(input);
        instance.call("the result ", output.getResult());
        return output;
      }
    };
  }

  /** One execution of a run from its beginning. */
  final class Instance {
    private int position;

    void call(String what, @Nullable Object... values) {
      WorkflowInfo run = Workflow.getInfo();
      log.add(
          // A replay from a file gives the run another run id, but not another original one.
          run.getOriginalExecutionRunId(),
          position++,
          new CallLog.Call(what, Plain.of(client, run.getWorkflowId()).encoded(values)),
          WorkflowUnsafe.isReplaying());
    }
  }
}
