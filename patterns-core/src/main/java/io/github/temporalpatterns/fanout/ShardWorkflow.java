// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.fanout.Controls.Control;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** A part of a fan-out in a run of its own. */
final class ShardWorkflow {
  static final String TYPE = "patterns.fanout.shard";

  private ShardWorkflow() {}

  /** What a shard is to do. */
  @Wire
  record Shard(Spec spec, FanOutReport.Plan plan, List<Segment> segments, Control control) {}

  /** The SDK takes only interfaces that are public. */
  @WorkflowInterface
  public interface Api {
    @WorkflowMethod(name = TYPE)
    Tally work(Shard shard);

    @SignalMethod(name = Coordination.CONTROL)
    void control(Control control);

    @QueryMethod(name = "fanout.status")
    FanOutOperator.Status status();
  }

  /** Registered by the user's worker. */
  public static final class Default implements Api {
    private final Job job;

    /** Made by the worker, before any signal arrives. */
    @WorkflowInit
    public Default(Shard shard) {
      Clock.Reading begin = new Clock.Reading(Workflow.currentTimeMillis(), 0);
      job = new Job(shard.spec().checked(), shard.plan(), shard.control(), begin);
    }

    @Override
    public Tally work(Shard shard) {
      job.spec.names().adopt();
      SegmentRun run = new SegmentRun(job, this::handOver);
      return job.totals.toData(run.run(shard.segments()));
    }

    @Override
    public void control(Control control) {
      job.control(controls -> controls.receive(control));
    }

    @Override
    public FanOutOperator.Status status() {
      return job.status();
    }

    private void handOver(Segment rest) {
      Coordination.tellParent(rest);
    }
  }
}
