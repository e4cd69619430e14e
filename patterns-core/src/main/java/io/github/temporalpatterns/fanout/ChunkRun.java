// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Interruptions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Works on a chunk within an activity; in a plain unit test it just does not heartbeat. */
final class ChunkRun<T extends @Nullable Object, R extends @Nullable Object> {
  private final List<T> items;
  private final Work.@Nullable Reducer<R> reducer;
  private final List<Chunk.Failed> failed = new ArrayList<>();
  private final @Nullable ActivityExecutionContext beating = beating();
  private @Nullable R value;
  private int succeeded;

  ChunkRun(Chunk<T> chunk, Work.@Nullable Reducer<R> reducer) {
    items = chunk.items();
    this.reducer = reducer;
  }

  Chunk.Result<R> run(Functions.Func1<T, R> work) {
    for (int place = 0; place < items.size(); place++) {
      if (!beat() && place > 0) {
        return result(place);
      }
      if (!one(place, work)) {
        return result(place);
      }
    }
    return result(null);
  }

  private Chunk.Result<R> result(@Nullable Integer resumeFrom) {
    return new Chunk.Result<>(succeeded, List.copyOf(failed), resumeFrom, value);
  }

  /** Works on an item; false if the worker stopped, and the item is to be handed back. */
  private boolean one(int place, Functions.Func1<T, R> work) {
    try {
      add(work.apply(items.get(place)));
      succeeded++;
      return true;
    } catch (RuntimeException e) {
      Exception stop = beating == null ? Interruptions.stop(e) : Interruptions.stop(e, this::ask);
      if (stop == null) {
        failed.add(Rejects.failed(place, e));
        return true;
      }
      if (stop instanceof ActivityCompletionException end
          && !(stop instanceof ActivityWorkerShutdownException)) {
        throw end; // the activity was cancelled while it worked on the item
      }
      if (place == 0) {
        throw FanOutFailures.interrupted(e);
      }
      return false;
    }
  }

  private void ask() {
    Objects.requireNonNull(beating).heartbeat(null);
  }

  private void add(R given) {
    R before = value;
    value = reducer == null || before == null ? given : reducer.add(before, given);
  }

  /** Whether to go on: a worker that shuts down takes no more items. */
  private boolean beat() {
    if (beating != null) {
      try {
        beating.heartbeat(null);
      } catch (ActivityWorkerShutdownException e) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable ActivityExecutionContext beating() {
    try {
      ActivityExecutionContext context = Activity.getExecutionContext();
      return context.getInfo().getHeartbeatTimeout().isZero() ? null : context;
    } catch (IllegalStateException e) {
      return null; // no activity
    }
  }
}
