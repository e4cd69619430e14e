// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** The library's fan-out under the contract. */
public final class DefaultFanOutSubject implements ScriptedFanOut {
  private final ChunkedFanOut fanOut;

  /** Made by the worker. */
  @WorkflowInit
  public DefaultFanOutSubject(Plan plan) {
    FanOutOptions.Builder options =
        FanOutOptions.newBuilder(Yards.OPTIONS)
            .setChunkSize(plan.chunkSize())
            .setWindow(plan.window())
            .setBatchId(Workflow.getInfo().getWorkflowId())
            .setDeadLetter(Yard.class, Yard::park);
    if (plan.tolerated() != null) {
      options.setToleratedFailures(plan.tolerated());
    }
    if (plan.ratio() != null) {
      options.setToleratedFailureRatio(plan.ratio());
    }
    if (plan.rate() != null) {
      options.setMaxItemsPerSecond(plan.rate());
    }
    fanOut = ChunkedFanOut.create(options.build());
  }

  @Override
  public Result work(Plan plan) {
    FanOutReport<Long> report =
        switch (plan.form()) {
          case CHUNKS -> list(plan, Work.chunks(Yard.class, Yard::chunk));
          case LOCAL -> list(plan, Work.localChunks(Yard.class, Yard::chunk));
          case ITEMS -> list(plan, Work.items(Yard.class, Yard::item));
          case CHILDREN ->
              list(plan, Work.children(ScriptedItem.class, ScriptedItem::work).keyedByItem());
          case NUMBERS ->
              fanOut.run(
                  Source.range(0, Long.parseLong(plan.items().get(0))),
                  Work.chunks(Yard.class, Yard::sum).reduce(Sum.class));
          case PAGES ->
              fanOut.run(
                  Source.pages(Yard.class, Yard::page),
                  Work.chunks(Yard.class, Yard::chunk).reduce(Sum.class));
        };
    return new Result(
        report.outcome().name(),
        report.succeeded(),
        report.failed(),
        report.failures().stream().map(f -> f.index() + " " + f.item()).toList(),
        report.value());
  }

  private FanOutReport<Long> list(Plan plan, Work<String, Long> work) {
    return fanOut.run(Source.of(plan.items()), work.reduce(Sum.class));
  }
}
