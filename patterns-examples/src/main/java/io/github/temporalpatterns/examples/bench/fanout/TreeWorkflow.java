// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

/** The other ceiling: twenty shards by hand, all at once, each with its part of the window. */
@WorkflowInterface
public interface TreeWorkflow {

  /** Works off all items. */
  @WorkflowMethod(name = "bench.fanout.Tree")
  void run(Job job);

  /** As well as it can be written with the SDK alone. */
  final class Impl implements TreeWorkflow {
    private static final int SHARDS = 20;

    @Override
    public void run(Job job) {
      Job part = new Job(job.items(), job.unit(), job.chunk(), Math.max(1, job.window() / SHARDS));
      long size = (job.calls() + SHARDS - 1) / SHARDS * job.chunk();
      List<Promise<Void>> shards = new ArrayList<>();
      for (long from = 0; from < job.items(); from += size) {
        LoopWorkflow shard = Workflow.newChildWorkflowStub(LoopWorkflow.class);
        shards.add(Async.procedure(shard::run, part, from, Math.min(job.items(), from + size)));
      }
      shards.forEach(Promise::get);
    }
  }
}
