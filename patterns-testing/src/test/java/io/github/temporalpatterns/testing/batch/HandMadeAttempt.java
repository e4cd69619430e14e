// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.testing.batch.ScriptedBatch.Item;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One attempt of a hand-made batch. */
final class HandMadeAttempt {
  private record Ended(long position, @Nullable Exception failure, @Nullable Throwable thrown) {}

  private final BatchFlaw flaw;
  private final Item item;
  private final Plan plan;
  private final ActivityExecutionContext context;
  private final HandMadeNotes notes;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private volatile @Nullable ActivityCompletionException stop;
  private volatile @Nullable String textAtStop;
  private volatile boolean interrupted;
  private @Nullable Throwable failure;
  private int underWay;
  private int ended;

  HandMadeAttempt(
      BatchFlaw flaw, Item item, Plan plan, ActivityExecutionContext context, HandMadeNotes notes) {
    this.flaw = flaw;
    this.item = item;
    this.plan = plan;
    this.context = context;
    this.notes = notes;
  }

  Result run() {
    LongStream.range(0, plan.items() - (flaw == BatchFlaw.ONE_ITEM_LESS ? 1 : 0))
        .filter(position -> !notes.has(position))
        .forEach(waiting::add);
    long quarter = context.getInfo().getHeartbeatTimeout().toMillis() / 4;
    if (flaw != BatchFlaw.SILENT_WHILE_SLOW) {
      Future<?> unused =
          heart.scheduleWithFixedDelay(this::beat, quarter, quarter, TimeUnit.MILLISECONDS);
    }
    beat();
    try {
      work();
    } finally {
      heart.shutdownNow();
      threads.shutdown();
    }
    return end();
  }

  private void work() {
    while (true) {
      while (mayStart()) {
        start(waiting.remove());
      }
      if (underWay == 0 || (stop != null && flaw == BatchFlaw.DESERTS_ITEMS)) {
        return;
      }
      Ended end = next();
      underWay--;
      settle(end);
      if (++ended % 5 == 0 || flaw != BatchFlaw.SELDOM) {
        beat();
      }
      barrier();
    }
  }

  private void barrier() {
    while (flaw == BatchFlaw.BARRIER && underWay > 0) {
      settle(next());
      underWay--;
      beat();
    }
  }

  private boolean mayStart() {
    return !waiting.isEmpty()
        && stop == null
        && failure == null
        && (underWay < plan.window() || flaw == BatchFlaw.UNBOUNDED);
  }

  private void start(long position) {
    if (flaw == BatchFlaw.RECORDS_FIRST) {
      notes.add(position);
      beat();
    }
    underWay++;
    CompletableFuture<Boolean> unused =
        CompletableFuture.supplyAsync(() -> new Ended(position, attempt(position), null), threads)
            .exceptionally(e -> new Ended(position, null, e.getCause()))
            .thenApply(ends::add);
  }

  private @Nullable Exception attempt(long position) {
    int tries = plan.tries() + (flaw == BatchFlaw.ONE_TRY_MORE ? 1 : 0);
    for (int n = 1; ; n++) {
      try {
        item.process(position);
        return null;
      } catch (Exception e) {
        boolean refused = isFinal(e) && flaw != BatchFlaw.RETRIES_ALL;
        if (refused || n >= tries || interrupted) {
          return e;
        }
      }
    }
  }

  private Ended next() {
    while (true) {
      try {
        return ends.take();
      } catch (InterruptedException e) {
        if (flaw != BatchFlaw.IGNORES_INTERRUPT) {
          interrupted = true;
          stop = new ActivityWorkerShutdownException(context.getInfo());
          threads.shutdownNow();
        }
      }
    }
  }

  private void settle(Ended end) {
    Exception failed = end.failure();
    if (end.thrown() != null && flaw != BatchFlaw.SKIPS_ERRORS) {
      failure = end.thrown();
    } else if (failed == null && end.thrown() == null) {
      notes.add(end.position());
    } else if (!interrupted || flaw == BatchFlaw.SKIPS_INTERRUPTED) {
      long limit = plan.skipLimit() + (flaw == BatchFlaw.OFF_BY_ONE ? 1 : 0);
      if (notes.skipped() < limit) {
        notes.skip(end.position(), String.valueOf(failed));
      } else {
        boolean forGood = failed != null && isFinal(failed);
        failure =
            ApplicationFailure.newBuilder()
                .setMessage("too many")
                .setType("TOO_MANY")
                .setNonRetryable(forGood)
                .setCause(failed)
                .build();
      }
    }
  }

  private void beat() {
    try {
      context.heartbeat(notes.wire());
    } catch (ActivityCompletionException e) {
      if (textAtStop == null) {
        textAtStop = notes.text();
      }
      stop = e;
    }
  }

  private Result end() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    ActivityCompletionException why = stop;
    if (why == null) {
      return notes.result(true, notes.text());
    }
    boolean returnable =
        why instanceof ActivityCanceledException || why instanceof ActivityWorkerShutdownException;
    if (returnable && plan.whenStopped() == WhenStopped.RETURN && flaw != BatchFlaw.NEVER_RETURNS) {
      String text = flaw == BatchFlaw.RETURNS_TOO_EARLY ? textAtStop : notes.text();
      return notes.result(false, String.valueOf(text));
    }
    throw why;
  }

  private static boolean isFinal(Exception e) {
    return e instanceof ApplicationFailure failure && failure.isNonRetryable();
  }
}
