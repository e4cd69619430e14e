// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutWorkflow;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** More numbers than one run takes, one for each call, twenty calls at once in four shards. */
@WorkflowInterface
public interface Crowd {
  int WINDOW = 20;

  @WorkflowMethod
  FanOutReport<Long> run(Long items);

  /** What is done with a number. */
  @ActivityInterface
  interface Turnstile {
    Chunk.Result<Long> pass(Chunk<Long> numbers);
  }

  /** Tolerates seven failures. */
  final class Default extends FanOutWorkflow<Long, Long, Long> implements Crowd {

    /** Made by the worker. */
    public Default() {
      super(
          FanOutOptions.newBuilder(Yards.OPTIONS)
              .setChunkSize(1)
              .setWindow(WINDOW)
              .setToleratedFailures(7)
              .build());
    }

    @Override
    protected Source<Long> source(Long items) {
      return Source.range(0, items);
    }

    @Override
    protected Work<Long, Long> work(Long items) {
      return Work.chunks(Turnstile.class, Turnstile::pass).reduce(Sum.class);
    }
  }

  /** What the worker needs. */
  static Class<?>[] workflows() {
    Class<?>[] library = ChunkedFanOut.workflows();
    return new Class<?>[] {Default.class, library[0], library[1]};
  }
}
