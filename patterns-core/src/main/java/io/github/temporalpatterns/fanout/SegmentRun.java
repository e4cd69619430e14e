// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.SuppressNondeterminism;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.internal.Awaits;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run: a loop that makes them while the history has room, and callbacks that note
 * their ends.
 */
final class SegmentRun {
  /**
   * A server suggests to continue as new at 4 MiB. Not for pages: they are bounded when they are
   * fetched, and what was fetched is done here, because all of it may be too large to be handed on.
   */
  private static final long HISTORY_BYTES = (4L << 20) - (512 << 10);

  private final Job job;
  private final Items items = new Items();
  private final ChunkQueue queue;
  private final EventBudget budget;
  private final Limits.Meter meter;
  private final Caller caller;
  private final Letters letters;
  private final Pace pace;
  private final Functions.@Nullable Proc1<Segment> handOver;
  private final CancellationScope scope = Workflow.newCancellationScope(this::loop);
  private @Nullable Pager pager;
  private boolean paged;
  private @Nullable Piece next;
  private @Nullable Object argument;
  private long bytes;
  private long bytesOfIndices = -1;
  private long sent;
  private boolean full;

  /** With a function that takes the pages that this run leaves, as soon as that is known. */
  SegmentRun(Job job, Functions.@Nullable Proc1<Segment> handOver) {
    this.job = job;
    this.handOver = handOver;
    queue = new ChunkQueue(job.spec.chunkSize());
    budget = new EventBudget(job.spec.eventsOfACall(), job.spec.events());
    meter = new Limits.Meter(job.converter);
    caller = new Caller(job.spec, items, job.totals.fold());
    letters = new Letters(job, meter);
    pace = new Pace(job.spec.pauseMillis());
  }

  /** Works on as much as this run can take, and returns the rest. */
  @SuppressNondeterminism(
      value = "a cancellation from outside is thrown again when all calls have ended",
      rules = "SWALLOWED_CANCELLATION")
  List<Segment> run(List<Segment> segments) {
    segments.forEach(this::add);
    try {
      scope.run();
    } catch (CanceledFailure e) {
      // by an operator who stopped it, or from outside, which is thrown below
    }
    List<Segment> rest = new ArrayList<>();
    // The ends are wanted even when the run is cancelled, and so are the letters.
    Workflow.newDetachedCancellationScope(
            () -> {
              settle();
              leave(rest);
              send();
            })
        .run();
    job.throwBug();
    CancellationScope.throwCanceled();
    return rest;
  }

  private void add(Segment segment) {
    if (segment.paged()) {
      pager = new Pager(job, segment, meter, this::arrived);
      paged = true;
    } else {
      if (segment.items() != null) {
        items.add(segment.from(), segment.items());
      }
      queue.add(new Piece(segment.from(), segment.to()));
    }
  }

  private void arrived(long from, List<Encoded> page) {
    items.add(from, page);
    queue.add(new Piece(from, from + page.size()));
    Pager pages = pager;
    if (handOver != null && pages != null && pages.isFull() && pages.rest() != null) {
      handOver.apply(pages.rest());
      pager = null;
    }
  }

  private void loop() {
    while (true) {
      // Over comes last: that there is no room for another call is found out by the others.
      Workflow.await(() -> letters.maySend() || mayFetch() || mayStart() || isOver());
      if (isOver()) {
        return;
      }
      if (letters.maySend()) {
        letters.send();
        budget.scheduled();
      } else if (mayFetch() && pager != null) {
        pager.fetch();
        budget.scheduled();
      } else if (isItsTurn()) {
        start();
      }
      job.show();
    }
  }

  /**
   * Whether another call may begin now; if not, waits until then or until something comes first.
   */
  private boolean isItsTurn() {
    Duration wait = pace.at(Workflow.currentTimeMillis(), job.controls.rate());
    int version = job.controls.now().version();
    if (!wait.isZero()) {
      Awaits.await(
          wait,
          "until the next call",
          () ->
              letters.maySend()
                  || mayFetch()
                  || job.isStopping()
                  || job.controls.now().version() != version);
    }
    return wait.isZero();
  }

  private boolean isOver() {
    boolean idle = job.inFlight == 0 && !isFetching();
    return job.isStopping() || (idle && (full || (next == null && queue.isEmpty() && !hasPages())));
  }

  /** Pages that this run will still fetch. */
  private boolean hasPages() {
    return pager != null && pager.rest() != null && !pager.isFull();
  }

  private boolean isFetching() {
    return pager != null && pager.isFetching();
  }

  private boolean mayFetch() {
    return pager != null
        && !job.controls.paused()
        && pager.mayFetch(job.inFlight < window() || queue.isEmpty())
        && fits();
  }

  private boolean mayStart() {
    return !job.controls.paused()
        && job.inFlight < window()
        && prepare()
        && meter.fitsTask(bytes)
        && fits();
  }

  private int window() {
    return Math.min(job.controls.window(), Planner.WINDOW_OF_ONE_RUN);
  }

  /** Whether one more call fits into this run; with none under way, it is full for good. */
  private boolean fits() {
    int underWay = job.inFlight + letters.pending() + (isFetching() ? 1 : 0);
    WorkflowInfo info = Workflow.getInfo();
    boolean fits =
        !full
            && (paged || Math.max(info.getHistorySize(), sent) < HISTORY_BYTES)
            && budget.fits(info.getHistoryLength(), underWay);
    full |= !fits && underWay == 0;
    return fits;
  }

  /** Makes ready the next chunk, cut until it fits into a payload; false if there is none. */
  private boolean prepare() {
    while (next == null && !queue.isEmpty()) {
      Piece piece = queue.take();
      Object input = caller.argument(piece);
      bytes = measure(input);
      String wrong = tooLong(piece);
      if (bytes <= Limits.PAYLOAD_BYTES && wrong == null) {
        next = piece;
        argument = input;
      } else if (!queue.bisect(piece)) {
        String message = "%d bytes, the limit is %d".formatted(bytes, Limits.PAYLOAD_BYTES);
        fail(piece.from(), Chunk.Failed.tooLarge(wrong == null ? message : wrong));
      }
    }
    return next != null;
  }

  /** Why the id of an item's child workflow is none that a server takes; null if it is one. */
  private @Nullable String tooLong(Piece piece) {
    if (job.spec.kind() != Work.Kind.CHILD) {
      return null;
    }
    int length = Limits.bytes(caller.key(piece));
    int most = Limits.ID_BYTES - (job.spec.once() ? 0 : Job.TOKEN_LENGTH);
    return length <= most ? null : "an id of %d bytes, the limit is %d".formatted(length, most);
  }

  /** Chunks of indices differ by some digits, so one with the most is measured for all. */
  private long measure(@Nullable Object input) {
    if (job.spec.kind() == Work.Kind.LOCAL) {
      return 0;
    }
    if (!(input instanceof Chunk<?> chunk) || chunk.carried() != null) {
      return meter.measure(input);
    }
    if (bytesOfIndices < 0) {
      bytesOfIndices = meter.measure(new Chunk<>(Long.MIN_VALUE, Integer.MAX_VALUE, null));
    }
    return bytesOfIndices;
  }

  private void start() {
    Piece piece = next;
    Object input = argument;
    if (piece == null || input == null) {
      return;
    }
    next = null;
    meter.schedule(piece.toString(), bytes);
    sent += bytes;
    budget.scheduled();
    pace.began(piece.count());
    job.inFlight++;
    caller
        .start(piece, input)
        .handle(
            (result, failure) -> {
              job.inFlight--;
              job.end(piece.toString(), () -> end(piece, result, failure));
              return null;
            });
  }

  private void end(
      Piece piece, Chunk.@Nullable Result<?> result, @Nullable RuntimeException failure) {
    if (failure == null) {
      answered(piece, result);
    } else if (!(failure instanceof TemporalFailure)) {
      job.broken(piece.toString(), failure);
    } else if (scope.isCancelRequested() && Failures.isCancellation(failure)) {
      queue.giveBack(piece);
    } else if (!queue.bisect(piece)) {
      fail(piece.from(), Rejects.failed(0, failure));
    }
  }

  private void answered(Piece piece, Chunk.@Nullable Result<?> result) {
    String wrong = queue.answered(piece, result);
    if (wrong != null || result == null) {
      job.totals.breach(job.spec.work().type() + ": " + wrong);
      return;
    }
    job.totals.succeeded(result.succeeded(), result.value());
    result.failed().forEach(failed -> fail(piece.from() + failed.place(), failed));
  }

  private void fail(long index, Chunk.Failed failed) {
    job.totals.failed(index, items.text(index), failed);
    letters.add(index, items.item(index), failed);
  }

  /** An operator may still turn a drain into a stop at once. */
  private void settle() {
    Workflow.await(() -> isSettled() || job.controls.stop() == Stop.NOW);
    if (!isSettled()) {
      scope.cancel("an operator stopped the fan-out");
      Workflow.await(this::isSettled);
    }
  }

  private void send() {
    letters.close();
    while (!letters.isDone()) {
      Workflow.await(() -> letters.maySend() || letters.isDone());
      if (letters.maySend()) {
        letters.send();
      }
    }
  }

  private boolean isSettled() {
    return job.inFlight == 0 && !isFetching();
  }

  /**
   * Hands on what another run is to do, unless nobody is; an item that none can take has failed.
   */
  private void leave(List<Segment> rest) {
    if (job.controls.stop() != null || job.totals.breach() != null || scope.isCancelRequested()) {
      return;
    }
    if (next != null) {
      queue.giveBack(next);
    }
    List<Segment> large = new ArrayList<>();
    queue.rest().forEach(piece -> leave(piece, large, rest));
    large.forEach(item -> fail(item.from(), Chunk.Failed.tooLarge("an item for no other run")));
    if (pager != null && pager.rest() != null) {
      rest.add(pager.rest());
    }
  }

  private void leave(Piece piece, List<Segment> large, List<Segment> others) {
    List<Encoded> carried = items.of(piece);
    if (carried == null) {
      others.add(Segment.of(piece.from(), piece.to(), null));
    } else {
      SegmentQueue.apart(
          piece.from(),
          carried,
          item -> SegmentQueue.isTooLarge(job.converter, item),
          large,
          others);
    }
  }
}
