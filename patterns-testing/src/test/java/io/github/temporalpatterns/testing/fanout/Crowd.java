// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutWorkflow;
import io.github.temporalpatterns.fanout.ShortRuns;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Numbers, one for each call. */
@WorkflowInterface
public interface Crowd {

  @WorkflowMethod
  FanOutReport<Long> run(Job job);

  /**
   * How many numbers, and how.
   *
   * @param items the numbers below
   * @param window calls at once
   * @param events of a run at most
   * @param pause between chunks
   * @param rate items a second, or null
   */
  record Job(long items, int window, int events, Duration pause, @Nullable Double rate) {
    static Job of(long items, int window) {
      return new Job(items, window, Limits.EVENTS_HINT, Duration.ZERO, null);
    }

    Job events(int most) {
      return new Job(items, window, most, pause, rate);
    }

    Job pause(Duration between) {
      return new Job(items, window, events, between, rate);
    }

    Job rate(double itemsPerSecond) {
      return new Job(items, window, events, pause, itemsPerSecond);
    }
  }

  /** What is done with a number. */
  @ActivityInterface
  interface Turnstile {
    Chunk.Result<Long> pass(Chunk<Long> numbers);
  }

  /** Tolerates seven failures. */
  final class Default extends FanOutWorkflow<Job, Long, Long> implements Crowd {

    /** Made by the worker. */
    @WorkflowInit
    public Default(Job job) {
      super(options(job).build());
    }

    private static FanOutOptions.Builder options(Job job) {
      FanOutOptions.Builder options =
          ShortRuns.of(job.events(), FanOutOptions.newBuilder(Yards.OPTIONS))
              .setChunkSize(1)
              .setWindow(job.window())
              .setPauseBetweenChunks(job.pause())
              .setToleratedFailures(7);
      return job.rate() == null ? options : options.setMaxItemsPerSecond(job.rate());
    }

    @Override
    protected Source<Long> source(Job job) {
      return Source.range(0, job.items());
    }

    @Override
    protected Work<Long, Long> work(Job job) {
      return Work.chunks(Turnstile.class, Turnstile::pass).reduce(Sum.class);
    }
  }

  /** What the worker needs. */
  static Class<?>[] workflows() {
    Class<?>[] library = ChunkedFanOut.workflows();
    return new Class<?>[] {Default.class, library[0], library[1]};
  }
}
