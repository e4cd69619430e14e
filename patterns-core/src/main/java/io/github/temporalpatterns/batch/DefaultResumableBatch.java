// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.converter.DataConverterException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds where to start, and gives each run its own heart, window and end. */
@RunsIn(ACTIVITY)
final class DefaultResumableBatch implements ResumableBatch {
  private final BatchOptions options;
  private final @Nullable Checkpoint from;
  private final Pulse pulse;

  DefaultResumableBatch(BatchOptions options, @Nullable Checkpoint from, Pulse pulse) {
    this.options = options;
    this.from = from;
    this.pulse = pulse;
  }

  @Override
  public ResumableBatch startingFrom(@Nullable Checkpoint checkpoint) {
    return new DefaultResumableBatch(options, checkpoint, pulse);
  }

  @Override
  public <C> Transactional<C> in(CheckpointStore<C> store, String batchId) {
    return new Transactional<>() {
      @Override
      public <T> BatchResult run(
          LongFunction<? extends Stream<? extends T>> items,
          TransactionalWork<? super T, ? super C> work) {
        return inStore(Source.positions(items), store, batchId, work);
      }

      @Override
      public <T, K> BatchResult run(
          Keyset<T, K> items, TransactionalWork<? super T, ? super C> work) {
        return inStore(keys(items), store, batchId, work);
      }
    };
  }

  private <T, C> BatchResult inStore(
      Source<T> source,
      CheckpointStore<C> store,
      String batchId,
      TransactionalWork<? super T, ? super C> work) {
    ActivityExecutionContext context = context();
    if (batchId == null || batchId.isBlank()) {
      throw BatchFailures.refused("batchId must not be blank, was " + batchId);
    }
    return this.<T, C>run(
        context,
        source,
        options.getGroup(),
        store.open(batchId),
        work,
        (item, position, failure) -> {});
  }

  @Override
  public <T> BatchResult run(
      LongFunction<? extends Stream<? extends T>> items,
      Work<? super T> work,
      DeadLetters<? super T> deadLetters) {
    return alone(Source.positions(items), work, deadLetters);
  }

  @Override
  public <T, K> BatchResult run(
      Keyset<T, K> items, Work<? super T> work, DeadLetters<? super T> deadLetters) {
    return alone(keys(items), work, deadLetters);
  }

  private <T> BatchResult alone(
      Source<T> source, Work<? super T> work, DeadLetters<? super T> deadLetters) {
    ActivityExecutionContext context = context();
    Checkpoint last = lastCheckpoint(context);
    return this.<T, Object>run(
        context,
        source,
        1,
        new NoStore(last == null ? Checkpoint.none() : last),
        (item, position, nothing) -> work.process(item, position),
        deadLetters);
  }

  private static <T, K> Source<T> keys(Keyset<T, K> items) {
    return new KeySource<>(items, RunConverter.ofActivity());
  }

  /** Refuses an activity in which a batch could not keep what it promises. */
  private static ActivityExecutionContext context() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityInfo info = context.getInfo();
    if (info.isLocal()) {
      throw BatchFailures.refused(
          "a batch needs an activity that can heartbeat, was the local activity "
              + info.getActivityType());
    }
    if (info.getHeartbeatTimeout().isZero()) {
      throw BatchFailures.refused(
          "heartbeatTimeout in the options of the activity %s must be set for a batch, was not"
              .formatted(info.getActivityType()));
    }
    return context;
  }

  /** From the attempt before; the next one would take what this one has told for the batch's. */
  private @Nullable Checkpoint lastCheckpoint(ActivityExecutionContext context) {
    Optional<Checkpoint> last;
    try {
      last = context.getLastHeartbeatDetails(Checkpoint.class);
    } catch (DataConverterException e) {
      throw BatchFailures.unreadable(
          "the heartbeat of the attempt before is not a checkpoint of a batch", e);
    }
    if (!context.getHeartbeatDetails(Checkpoint.class).equals(last)) {
      throw BatchFailures.refused(
          "this attempt has heartbeated before the batch began: its heartbeats are the checkpoint,"
              + " so a batch without a store needs an activity of its own");
    }
    return last.orElse(from);
  }

  private <T, C> BatchResult run(
      ActivityExecutionContext context,
      Source<T> source,
      int group,
      CheckpointStore.Session<C> session,
      TransactionalWork<? super T, ? super C> work,
      DeadLetters<? super T> deadLetters) {
    Checkpoint start = session.checkpoint();
    Progress progress = new Progress(start);
    SkipLedger skips = new SkipLedger(options.getSkipLimit(), start.skipped());
    Halt halt = new Halt();
    Heart heart = new Heart(context, progress, halt);
    UnitRunner<T, C> runner =
        new UnitRunner<>(
            options,
            source,
            session::begin,
            work,
            deadLetters,
            skips,
            halt,
            heart,
            source.isOrdered() ? new Turns(start.mark()) : null);
    BatchRun<T> run = new BatchRun<>(options, context.getInfo(), progress, halt, heart);
    ExecutorService threads =
        Executors.newFixedThreadPool(options.getWindow(), options.getThreadFactory());
    Runnable stopBeating =
        pulse.start(Heart.interval(context.getInfo().getHeartbeatTimeout()), heart::beat);
    try (Stream<? extends T> items = source.from(start)) {
      run.work(
          new Units<>(items.iterator(), start.mark(), progress::isDone, group), runner, threads);
    } finally {
      heart.stop();
      stopBeating.run();
      threads.shutdown();
    }
    return run.end();
  }
}
