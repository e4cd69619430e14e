// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.temporalpatterns.fanout.Controls.Control;
import io.temporal.common.converter.GlobalDataConverter;
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
  @JsonIgnoreProperties(ignoreUnknown = true)
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
      job =
          new Job(
              shard.spec().checked(),
              shard.plan(),
              new Controls(shard.control()),
              Workflow.currentTimeMillis());
    }

    @Override
    public Tally work(Shard shard) {
      SegmentRun run = new SegmentRun(job, GlobalDataConverter.get(), this::handOver);
      return job.totals.toData(run.run(shard.segments()));
    }

    @Override
    public void control(Control control) {
      job.controls.receive(control);
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
