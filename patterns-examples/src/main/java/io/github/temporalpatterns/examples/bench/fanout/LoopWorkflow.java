// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The ceiling: a sliding window in one run, by hand; continues as new before 4,096 events. */
@WorkflowInterface
public interface LoopWorkflow {

  /** Works off the items from one to before another. */
  @WorkflowMethod(name = "bench.fanout.Loop")
  void run(Job job, long from, long to);

  /** As well as it can be written with the SDK alone. */
  final class Impl implements LoopWorkflow {
    private static final int EVENTS = 4_000;

    /** What a call under way may still add: started, ended, and its share of a task. */
    private static final long EVENTS_TO_COME = 4;

    private final Hashing hashing = Workflow.newActivityStub(Hashing.class, Hashing.OPTIONS);
    private int inFlight;

    @Override
    public void run(Job job, long from, long to) {
      long next = from;
      while (next < to && hasEventsLeft()) {
        Workflow.await(() -> inFlight < job.window());
        long end = Math.min(to, next + job.chunk());
        start(job, next, end);
        next = end;
      }
      Workflow.await(() -> inFlight == 0);
      if (next < to) {
        Workflow.newContinueAsNewStub(LoopWorkflow.class).run(job, next, to);
      }
    }

    private boolean hasEventsLeft() {
      return Workflow.getInfo().getHistoryLength() + EVENTS_TO_COME * inFlight < EVENTS;
    }

    private void start(Job job, long from, long to) {
      inFlight++;
      Promise<?> end =
          job.unit() == Job.Unit.CHUNK
              ? Async.procedure(hashing::range, from, to)
              : Async.function(hashing::item, from);
      end.thenApply(done -> --inFlight);
    }
  }
}
