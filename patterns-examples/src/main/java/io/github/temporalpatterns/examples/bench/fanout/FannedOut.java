// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The same by the library. */
@WorkflowInterface
public interface FannedOut {

  /** Works off all items; returns how many failed. */
  @WorkflowMethod(name = "bench.fanout.Ours")
  long run(Job job);

  /** What a user writes. */
  final class Impl implements FannedOut {
    private final ChunkedFanOut fanOut;

    /** Makes the block with the job's sizes. */
    @WorkflowInit
    public Impl(Job job) {
      fanOut =
          ChunkedFanOut.create(
              FanOutOptions.newBuilder(Hashing.OPTIONS)
                  .setWindow(job.window())
                  .setChunkSize(job.chunk())
                  .build());
    }

    @Override
    public long run(Job job) {
      return fanOut.run(Source.range(0, job.items()), work(job.unit())).failed();
    }

    private static Work<Long, ?> work(Job.Unit unit) {
      return switch (unit) {
        case CHUNK -> Work.chunks(Hashing.class, Hashing::chunk);
        case ITEM -> Work.items(Hashing.class, Hashing::item);
        case CHILD -> Work.children(ItemWorkflow.class, ItemWorkflow::run);
      };
    }
  }
}
