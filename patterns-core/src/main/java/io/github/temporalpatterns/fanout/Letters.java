// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Limits;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects failed items and hands them to the dead letter activity, if there is one. */
final class Letters {
  static final int BATCH = 100;

  /** A chunk's items fit into a payload, and so into two of these with what is said of each. */
  private static final long BATCH_BYTES = Limits.PAYLOAD_BYTES - (128 << 10);

  /** Letters of one call. */
  private record Batch(List<Chunk.Letter<Object>> letters, long bytes) {}

  private final @Nullable Call sink;
  private final Job job;
  private final Limits.Meter meter;
  private final Deque<Batch> unsent = new ArrayDeque<>();
  private List<Chunk.Letter<Object>> open = new ArrayList<>();
  private long bytes;
  private int pending;

  Letters(Job job, Limits.Meter meter) {
    sink = job.spec.deadLetter();
    this.job = job;
    this.meter = meter;
  }

  void add(long index, Object item, Chunk.Failed failed) {
    if (sink == null) {
      return;
    }
    var letter = new Chunk.Letter<>(index, item, failed.type(), failed.message());
    long size = meter.measure(letter);
    if (size > BATCH_BYTES) {
      letter = new Chunk.Letter<>(index, null, failed.type(), failed.message());
      size = meter.measure(letter);
    }
    if (open.size() == BATCH || bytes + size > BATCH_BYTES) {
      close();
    }
    open.add(letter);
    bytes += size;
  }

  /** Lets the letters so far go, even if they are few. */
  void close() {
    if (!open.isEmpty()) {
      unsent.add(new Batch(open, bytes));
      open = new ArrayList<>();
      bytes = 0;
    }
  }

  /** Calls under way. */
  int pending() {
    return pending;
  }

  boolean isDone() {
    return pending == 0 && unsent.isEmpty();
  }

  /** Whether there is a batch that fits into this workflow task. */
  boolean maySend() {
    return !unsent.isEmpty() && meter.fitsTask(unsent.element().bytes());
  }

  void send() {
    Batch batch = unsent.remove();
    Call call = Objects.requireNonNull(sink);
    String summary = batch.letters().size() + " failed items";
    meter.schedule(summary, batch.bytes());
    pending++;
    // Detached: what a cancelled run has failed at is wanted, too.
    Workflow.newDetachedCancellationScope(() -> execute(call, summary, batch)).run();
  }

  private void execute(Call call, String summary, Batch batch) {
    ActivityStub activity =
        Workflow.newUntypedActivityStub(Objects.requireNonNull(call.options()).activity(summary));
    job.spec
        .names()
        .beside(
            "letters",
            "" + batch.letters().get(0).index(),
            () -> activity.executeAsync(call.type(), Void.class, batch.letters()))
        .handle(
            (none, failure) -> {
              pending--;
              if (failure != null) {
                job.broken("dead letter " + call.type(), failure);
              }
              return null;
            });
  }
}
