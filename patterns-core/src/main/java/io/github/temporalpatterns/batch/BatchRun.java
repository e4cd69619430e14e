// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.batch.ItemTries.Halted;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Interruptions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One attempt, on the activity's thread: starts units, takes their ends, and says what it was. */
@RunsIn(ACTIVITY)
final class BatchRun<T> {

  /** How a unit's thread ended. */
  private record Arrival(UnitRunner.@Nullable End end, @Nullable Throwable thrown) {}

  private final BatchOptions options;
  private final ActivityInfo info;
  private final Progress progress;
  private final Halt halt;
  private final Heart heart;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private int underWay;
  private boolean exhausted;
  private boolean cutShort;

  BatchRun(BatchOptions options, ActivityInfo info, Progress progress, Halt halt, Heart heart) {
    this.options = options;
    this.info = info;
    this.progress = progress;
    this.halt = halt;
    this.heart = heart;
  }

  /** Returns when no unit is under way any more, whatever has happened. */
  void work(Iterator<Unit<T>> units, UnitRunner<T, ?> runner, Executor threads) {
    heart.beat();
    try {
      do {
        fill(units, runner, threads);
        if (underWay > 0) {
          settle(next());
          heart.beat();
        }
      } while (underWay > 0 || !(exhausted || halt.isRequested()));
    } finally {
      // An error of the source is thrown as it is, but not past those that still work.
      while (underWay > 0) {
        settle(next());
      }
    }
    if (Thread.interrupted()) {
      shutDownNow();
    }
  }

  private void fill(Iterator<Unit<T>> units, UnitRunner<T, ?> runner, Executor threads) {
    try {
      while (underWay < options.getWindow() && !exhausted && !halt.isRequested()) {
        if (units.hasNext()) {
          Unit<T> unit = units.next();
          CompletableFuture<Void> unused =
              CompletableFuture.supplyAsync(() -> runner.run(unit), threads)
                  .handle(BatchRun::arrival)
                  .thenAccept(
                      arrival -> {
                        arrivals.add(arrival);
                        runner.endTurn(unit, arrival.end());
                      });
          underWay++;
        } else {
          exhausted = true;
        }
      }
    } catch (RuntimeException e) {
      sourceFailed(e);
    }
  }

  private void sourceFailed(RuntimeException failure) {
    Exception sign = Interruptions.stop(failure);
    heart.beat();
    if (sign != null && halt.end() != null) {
      shutDownNow();
    } else {
      halt.failed(sign == null ? failure : sign);
    }
  }

  private static Arrival arrival(UnitRunner.@Nullable End end, @Nullable Throwable thrown) {
    return new Arrival(end, thrown instanceof CompletionException ? thrown.getCause() : thrown);
  }

  private Arrival next() {
    while (true) {
      try {
        return arrivals.take();
      } catch (InterruptedException e) {
        shutDownNow();
      }
    }
  }

  /** The interrupt is not restored: from an interrupted thread the SDK cannot report this end. */
  private void shutDownNow() {
    halt.interrupted(new ActivityWorkerShutdownException(info));
  }

  private void settle(Arrival arrival) {
    underWay--;
    UnitRunner.End end = arrival.end();
    if (end == null) {
      halt.failed(Objects.requireNonNull(arrival.thrown()));
      return;
    }
    if (end.done() != null) {
      progress.add(end.done());
    }
    if (end.failure() != null) {
      cutShort = true;
      settle(end.failure());
    }
  }

  private void settle(Exception failure) {
    if (!(failure instanceof Halted)) {
      halt.failed(failure);
    } else if (failure.getCause() != null) {
      halt.failed(failure.getCause());
    }
  }

  /** Says how the attempt ends; its last checkpoint has been given to the SDK. */
  BatchResult end() {
    Throwable cause = halt.cause();
    if (cause == null) {
      return new BatchResult(null, progress.checkpoint());
    }
    Stop stop = Halt.kind(cause);
    if (stop != null && exhausted && !cutShort) {
      return new BatchResult(null, progress.checkpoint());
    }
    if (stop != null && options.getReturnOn().contains(stop)) {
      return new BatchResult(stop, progress.checkpoint());
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw cause instanceof SkipLimitException limit ? tooMany(limit) : Activity.wrap(cause);
  }

  private ApplicationFailure tooMany(SkipLimitException limit) {
    Exception failure = limit.failure();
    return ApplicationFailure.newBuilder()
        .setMessage(
            "item %d failed, skipped %d of %d that may be: %s"
                .formatted(
                    limit.position(),
                    progress.checkpoint().skipped(),
                    options.getSkipLimit(),
                    Failures.line(Failures.unwrapped(failure))))
        .setType(FailureTypes.BATCH_FAILED)
        .setNonRetryable(ItemTries.isFinal(options.getItemRetry(), failure))
        .setDetails(progress.checkpoint())
        .setCause(failure)
        .build();
  }
}
