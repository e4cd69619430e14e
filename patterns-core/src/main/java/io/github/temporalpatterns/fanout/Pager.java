// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages one after the other, ahead of the work, until there are no more or the run cannot
 * take more; the rest is for another run.
 */
final class Pager {
  /** Items travel twice, in the page and in a chunk, and a history should stay below 4 MiB. */
  private static final long BYTES = 1 << 20;

  private final Spec spec;
  private final Call call;
  private final Job job;
  private final Limits.Meter meter;
  private final Functions.Proc2<Long, List<Encoded>> arrived;
  private final Set<String> seen = new TreeSet<>();
  private final Keys keys = new Keys();
  private @Nullable Segment rest;
  private boolean fetching;
  private long bytes;
  private long chunks;

  Pager(Job job, Segment start, Limits.Meter meter, Functions.Proc2<Long, List<Encoded>> arrived) {
    spec = job.spec;
    call = Objects.requireNonNull(spec.pages());
    this.job = job;
    this.meter = meter;
    this.arrived = arrived;
    rest = start;
    if (start.cursor() != null) {
      seen.add(start.cursor());
    }
  }

  boolean isFetching() {
    return fetching;
  }

  /** Whether this run should fetch a page now; {@code mayGrow} bounds what is fetched ahead. */
  boolean mayFetch(boolean mayGrow) {
    return rest != null && !fetching && mayGrow && !isFull();
  }

  /** Whether this run takes no more pages. */
  boolean isFull() {
    return bytes >= BYTES || chunks >= Planner.CHUNKS_OF_A_SHARD;
  }

  /** What this run has not fetched; null at the end of the source. */
  @Nullable Segment rest() {
    return rest;
  }

  void fetch() {
    CancellationScope scope = CancellationScope.current();
    fetching = true;
    Segment page = Objects.requireNonNull(rest);
    String summary = "page from item " + page.from();
    ActivityStub activity =
        Workflow.newUntypedActivityStub(Objects.requireNonNull(call.options()).activity(summary));
    spec.names()
        .beside(
            "page",
            "" + page.from(),
            () -> activity.executeAsync(call.type(), Items.Page.class, page.cursor()))
        .handle(
            (result, failure) -> {
              fetching = false;
              if (failure == null) {
                job.end("page at " + page.cursor(), () -> arrived(page, result));
              } else if (!(scope.isCancelRequested() && Failures.isCancellation(failure))) {
                job.broken("page at " + page.cursor(), failure);
              }
              return null;
            });
  }

  private void arrived(Segment page, Items.@Nullable Page result) {
    if (result == null || result.items() == null) {
      job.totals.breach("page at %s: nothing returned".formatted(page.cursor()));
      return;
    }
    long end = page.from() + result.items().size();
    String next = result.next();
    Trail trail = Objects.requireNonNullElse(page.trail(), Trail.START);
    if (next != null && (trail.meets(next) || !seen.add(next))) {
      job.totals.breach(
          "page at %s: its next cursor %s was there before".formatted(page.cursor(), next));
      return;
    }
    String twice = spec.itemAsKey() ? keys.twice(result.items()) : null;
    if (twice != null) {
      job.totals.breach(
          "page at %s: each key must be there once, was twice: %s".formatted(page.cursor(), twice));
      return;
    }
    rest = next == null ? null : Segment.pages(end, next, trail.after(next));
    bytes += meter.measure(result);
    chunks += Planner.ceil(result.items().size(), spec.chunkSize());
    arrived.apply(page.from(), result.items());
  }
}
