// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.ShortRuns;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.activity.ActivityInterface;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Pages that fill a shard, which hands on those after them; the long ones are refused. */
@WorkflowInterface
public interface Archive {

  @WorkflowMethod
  long read();

  /** Over the pages. */
  final class Default implements Archive {
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(
            ShortRuns.of(90, FanOutOptions.newBuilder(Yards.OPTIONS))
                .setChunkSize(1)
                .setToleratedFailures(0)
                .build());

    @Override
    public long read() {
      return fanOut
          .run(Source.pages(Shelf.class, Shelf::turn), Work.chunks(Shelf.class, Shelf::copy))
          .succeeded();
    }
  }

  /** Where the pages are. */
  @ActivityInterface
  interface Shelf {
    Source.Page<Long> turn(@Nullable String cursor);

    Chunk.Result<@Nullable Void> copy(Chunk<Long> pages);
  }

  /** Begins with what the first run fetches, so that a shard gets the first of the long ones. */
  final class Numbers implements Shelf {
    private static final int FEW = 12;

    /** The first long page. */
    private static final int LONG = 3;

    /** As many chunks as a shard takes. */
    private static final long MANY = 600;

    @Override
    public Source.Page<Long> turn(@Nullable String cursor) {
      int page = cursor == null ? 0 : Integer.parseInt(cursor);
      long size = page < LONG ? FEW : MANY;
      return new Source.Page<>(
          LongStream.range(0, size).map(i -> page * MANY + i).boxed().toList(),
          String.valueOf(page + 1));
    }

    @Override
    public Chunk.Result<@Nullable Void> copy(Chunk<Long> pages) {
      if (pages.items().get(0) >= LONG * MANY) {
        throw ApplicationFailure.newNonRetryableFailure("no", "NO");
      }
      return pages.each(page -> {});
    }
  }
}
