// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

/** The published iterator: a page, a child an item, wait for all, continue as new. */
@WorkflowInterface
public interface IteratorWorkflow {

  /** Works off the items from one on; a page is as long as the window. */
  @WorkflowMethod(name = "bench.fanout.Iterator")
  void run(Job job, long from);

  /** From its public description. */
  final class Impl implements IteratorWorkflow {
    private final Hashing loader = Workflow.newActivityStub(Hashing.class, Hashing.OPTIONS);

    @Override
    public void run(Job job, long from) {
      long end = Math.min(job.items(), from + job.window());
      List<Promise<Long>> children = new ArrayList<>();
      for (long item : loader.page(from, end)) {
        ItemWorkflow child = Workflow.newChildWorkflowStub(ItemWorkflow.class);
        children.add(Async.function(child::run, item));
      }
      Promise.allOf(children).get();
      if (end < job.items()) {
        Workflow.newContinueAsNewStub(IteratorWorkflow.class).run(job, end);
      }
    }
  }
}
