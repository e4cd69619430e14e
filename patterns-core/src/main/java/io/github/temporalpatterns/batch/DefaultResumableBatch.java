// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
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
    Checks.notBlank("batchId", batchId);
    return new Transactional<>() {
      @Override
      public <T> BatchResult run(
          LongFunction<? extends Stream<? extends T>> items,
          TransactionalWork<? super T, ? super C> work) {
        CheckpointStore.Session<C> session = store.open(batchId);
        return DefaultResumableBatch.this.<T, C>run(
            items, options.getGroup(), session, work, (item, position, failure) -> {});
      }
    };
  }

  @Override
  public <T> BatchResult run(
      LongFunction<? extends Stream<? extends T>> items,
      Work<? super T> work,
      DeadLetters<? super T> deadLetters) {
    Checkpoint last = lastCheckpoint(Activity.getExecutionContext());
    return this.<T, Object>run(
        items,
        1,
        new NoStore(last == null ? Checkpoint.none() : last),
        (item, position, nothing) -> work.process(item, position),
        deadLetters);
  }

  /** From the attempt before; the next one would take what this one has told for the batch's. */
  private @Nullable Checkpoint lastCheckpoint(ActivityExecutionContext context) {
    Optional<Checkpoint> last = context.getLastHeartbeatDetails(Checkpoint.class);
    Optional<Checkpoint> newest = context.getHeartbeatDetails(Checkpoint.class);
    if (!newest.equals(last)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "this attempt has heartbeated before the batch began: its heartbeats are the checkpoint,"
              + " so a batch without a store needs an activity of its own",
          FailureTypes.INVALID_STATE);
    }
    return last.orElse(from);
  }

  private <T, C> BatchResult run(
      LongFunction<? extends Stream<? extends T>> items,
      int group,
      CheckpointStore.Session<C> session,
      TransactionalWork<? super T, ? super C> work,
      DeadLetters<? super T> deadLetters) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Checkpoint start = session.checkpoint();
    Progress progress = new Progress(start);
    SkipLedger skips = new SkipLedger(options.getSkipLimit(), start.skipped());
    Halt halt = new Halt();
    Heart heart = new Heart(context, progress, halt);
    UnitRunner<T, C> runner =
        new UnitRunner<>(options, session::begin, work, deadLetters, skips, halt);
    BatchRun<T> run = new BatchRun<>(options, context.getInfo(), progress, halt, heart);
    ExecutorService threads =
        Executors.newFixedThreadPool(options.getWindow(), options.getThreadFactory());
    Runnable stopBeating =
        pulse.start(Heart.interval(context.getInfo().getHeartbeatTimeout()), heart::beat);
    try (Stream<? extends T> source = items.apply(start.mark())) {
      run.work(
          new Units<>(source.iterator(), start.mark(), progress::isDone, group), runner, threads);
    } finally {
      heart.stop();
      stopBeating.run();
      threads.shutdown();
    }
    return run.end();
  }
}
