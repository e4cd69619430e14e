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

/** Starts shards, as many as there are, and continues as new when its run is full. */
final class CoordinatorWorkflow {
  static final String TYPE = "patterns.fanout.coordinator";

  private CoordinatorWorkflow() {}

  /** What is still to be done, and what was done; its size does not grow with the items. */
  @Wire
  record Stage(
      Spec spec,
      FanOutReport.Plan plan,
      List<Segment> segments,
      Control control,
      Tally soFar,
      Clock.Reading clock,
      int shards) {}

  /** The SDK takes only interfaces that are public. */
  @WorkflowInterface
  public interface Api {
    @WorkflowMethod(name = TYPE)
    Tally work(Stage stage);

    @SignalMethod(name = Coordination.CONTROL)
    void control(Control control);

    /** A shard's pages that it will not work on itself. */
    @SignalMethod(name = Coordination.NEXT)
    void next(Segment segment);

    @QueryMethod(name = "fanout.status")
    FanOutOperator.Status status();
  }

  /** Registered by the user's worker. */
  public static final class Default implements Api {
    private final Job job;
    private final Coordination coordination;

    /** Made by the worker, before any signal arrives. */
    @WorkflowInit
    public Default(Stage stage) {
      job = new Job(stage.spec().checked(), stage.plan(), stage.control(), stage.clock());
      job.totals.add(stage.soFar());
      coordination = Coordination.ofShards(job, stage.shards());
    }

    @Override
    public Tally work(Stage stage) {
      List<Segment> rest = coordination.run(stage.segments());
      if (rest.isEmpty() || job.isStopping()) {
        return job.totals.toData(rest);
      }
      Workflow.await(Workflow::isEveryHandlerFinished);
      Workflow.continueAsNew(
          new Stage(
              stage.spec(),
              stage.plan(),
              rest,
              job.controls.now(),
              job.totals.toData(List.of()),
              job.clock(),
              coordination.started()));
      throw new AssertionError("continue as new does not return");
    }

    @Override
    public void control(Control control) {
      job.control(controls -> controls.receive(control));
    }

    @Override
    public void next(Segment segment) {
      coordination.add(segment);
    }

    @Override
    public FanOutOperator.Status status() {
      return job.status();
    }
  }
}
