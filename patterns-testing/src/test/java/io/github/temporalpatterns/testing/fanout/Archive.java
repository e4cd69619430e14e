// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.ShortRuns;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thirty pages in short runs, each of which hands on what it has no room for. */
@WorkflowInterface
public interface Archive {

  @WorkflowMethod
  long read();

  /** Over the pages. */
  final class Default implements Archive {
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(
            ShortRuns.of(90, FanOutOptions.newBuilder(Yards.OPTIONS)).setChunkSize(1).build());

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

  /** Numbers them. */
  final class Numbers implements Shelf {
    private static final long PAGES = 30;

    @Override
    public Source.Page<Long> turn(@Nullable String cursor) {
      long page = cursor == null ? 0 : Long.parseLong(cursor);
      return new Source.Page<>(List.of(page), page + 1 == PAGES ? null : String.valueOf(page + 1));
    }

    @Override
    public Chunk.Result<@Nullable Void> copy(Chunk<Long> pages) {
      return pages.each(page -> {});
    }
  }
}
