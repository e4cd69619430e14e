// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One partition of the published sliding window: children that outlive the run which started them
 * report their end by a signal; a new run for each page.
 */
@WorkflowInterface
public interface WindowWorkflow {

  /** Works off the items from one to before another, with those of earlier runs under way. */
  @WorkflowMethod(name = "bench.fanout.Window")
  void run(int window, long from, long to, Set<Long> underWay);

  /** A child has worked on an item. */
  @SignalMethod(name = "bench.fanout.done")
  void done(long item);

  /** From its public description, without its known defects: nothing here fails or is uneven. */
  final class Impl implements WindowWorkflow {
    private static final int PAGE = 10;
    private final Hashing loader = Workflow.newActivityStub(Hashing.class, Hashing.OPTIONS);
    private final Set<Long> early = new LinkedHashSet<>();
    private Set<Long> current = new LinkedHashSet<>();

    @Override
    public void run(int window, long from, long to, Set<Long> underWay) {
      current = new LinkedHashSet<>(underWay);
      current.removeAll(early);
      long end = Math.min(to, from + PAGE);
      List<Promise<WorkflowExecution>> starts = new ArrayList<>();
      for (long item : loader.page(from, end)) {
        Workflow.await(() -> current.size() < window);
        current.add(item);
        starts.add(start(item));
      }
      starts.forEach(Promise::get);
      if (end < to) {
        Workflow.newContinueAsNewStub(WindowWorkflow.class).run(window, end, to, current);
      }
      Workflow.await(() -> current.isEmpty());
    }

    private static Promise<WorkflowExecution> start(long item) {
      ReportingItem child =
          Workflow.newChildWorkflowStub(
              ReportingItem.class,
              ChildWorkflowOptions.newBuilder()
                  .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                  .build());
      Async.procedure(child::run, item);
      return Workflow.getWorkflowExecution(child);
    }

    @Override
    public void done(long item) {
      if (!current.remove(item)) {
        early.add(item);
      }
    }
  }

  /** A child workflow that works on one item and tells its parent. */
  @WorkflowInterface
  interface ReportingItem {

    /** Hashes an item. */
    @WorkflowMethod(name = "bench.fanout.ReportingItem")
    void run(long item);

    /** Takes no time. */
    final class Impl implements ReportingItem {

      @Override
      public void run(long item) {
        Executions.hash(item);
        String parent = Workflow.getInfo().getParentWorkflowId().orElseThrow();
        Workflow.newExternalWorkflowStub(WindowWorkflow.class, parent).done(item);
      }
    }
  }

  /** All partitions. */
  @WorkflowInterface
  interface Partitions {

    /** Works off all items in partitions. */
    @WorkflowMethod(name = "bench.fanout.Partitions")
    void run(Job job);

    /** With the published numbers: three partitions, pages of ten. */
    final class Impl implements Partitions {
      private static final int PARTITIONS = 3;

      @Override
      public void run(Job job) {
        List<Promise<Void>> all = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
          WindowWorkflow part = Workflow.newChildWorkflowStub(WindowWorkflow.class);
          all.add(
              Async.procedure(
                  part::run,
                  Math.max(1, job.window() / PARTITIONS),
                  job.items() * i / PARTITIONS,
                  job.items() * (i + 1) / PARTITIONS,
                  Set.of()));
        }
        all.forEach(Promise::get);
      }
    }
  }
}
