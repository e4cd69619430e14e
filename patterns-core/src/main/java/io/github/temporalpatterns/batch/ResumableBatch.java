// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works through many items within one activity, and goes on where it was when the activity is tried
 * again.
 *
 * <p>Activity code only; not for local activities, which have no heartbeats. Give the activity a
 * heartbeat timeout and, as a worker's shutdown ends an attempt, no bound on attempts.
 *
 * <pre>{@code
 * public BatchResult importFile(String file, @Nullable Checkpoint from) {
 *   return ResumableBatch.create(BatchOptions.newBuilder().setWindow(8).setSkipLimit(100).build())
 *       .startingFrom(from)
 *       .run(start -> lines(file).skip(start), (line, position) -> insert(position, line));
 * }
 * }</pre>
 *
 * <p><b>Resuming</b>: from the heartbeat of the attempt before; without one, from {@link
 * #startingFrom}; with a store, from what the store has committed. The items must have the same
 * order every time.
 *
 * <p><b>Heartbeats</b>: at the end of each item, and by a timer, so that a slow item or a slow
 * source does not look like a dead worker. The SDK sends one at most every 0.8 heartbeat timeouts,
 * or 60 seconds if that is less: so much work is done again when a worker dies, and the window's
 * items besides. An attempt that ends in any other way reports its last checkpoint.
 *
 * <p>A batch without a store needs an activity of its own: one that has heartbeated before, by
 * itself or by another batch, is refused by {@link
 * io.github.temporalpatterns.FailureTypes#INVALID_STATE}.
 *
 * <p><b>Effects</b>: an item is recorded after its effect, so it may be processed again: use its
 * position as an idempotency key, or a {@link #in store}, and nothing is done twice.
 *
 * <p><b>Failures</b>: an item is tried again, then skipped, then fails the batch with {@link
 * io.github.temporalpatterns.FailureTypes#BATCH_FAILED}, whose detail is the {@link Checkpoint}.
 * The next attempt resumes before the item that failed. An {@link Error}, and whatever the source
 * or the store throws, ends the attempt as it is.
 *
 * <p><b>Cancellation, pause, reset, shutdown</b>: no item starts, those under way end, and the
 * SDK's exception is thrown; {@link BatchOptions.Builder#setReturnOn} returns the checkpoint
 * instead. When the worker interrupts the activity, or the server has given the attempt up, the
 * items are interrupted.
 *
 * <p><b>Threads</b>: items run on threads of the batch, where {@code
 * Activity.getExecutionContext()} does not work; the source is read by the activity's own thread.
 * When {@code run} ends, so has every item.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public interface ResumableBatch {

  /**
   * What is done with an item.
   *
   * @param <T> an item
   */
  @FunctionalInterface
  interface Work<T> {

    /**
     * Processes an item.
     *
     * @param item the item
     * @param position its place, from 0; the same at every attempt
     * @throws Exception if it cannot be processed now
     */
    void process(T item, long position) throws Exception;
  }

  /**
   * What is done with an item within a transaction.
   *
   * @param <T> an item
   * @param <C> what it writes to
   */
  @FunctionalInterface
  interface TransactionalWork<T, C> {

    /**
     * Processes an item.
     *
     * @param item the item
     * @param position its place, from 0
     * @param sink what it writes to; not to be committed, rolled back or closed
     * @throws Exception if it cannot be processed now; what it wrote is taken back
     */
    void process(T item, long position, C sink) throws Exception;
  }

  /**
   * Where skipped items go.
   *
   * @param <T> an item
   */
  @FunctionalInterface
  interface DeadLetters<T> {

    /**
     * Takes an item that is about to be skipped; called again if the attempt dies before it is
     * recorded.
     *
     * @param item the item
     * @param position its place, from 0
     * @param failure its last failure
     * @throws Exception if it cannot be taken; ends the attempt
     */
    void add(T item, long position, Exception failure) throws Exception;
  }

  /**
   * A batch whose items and checkpoint are written in one transaction.
   *
   * @param <C> what an item writes to
   */
  interface Transactional<C> {

    /**
     * Processes all items that are not done.
     *
     * @param items gives the items from a position on; the stream is closed
     * @param work processes one
     * @param <T> an item
     * @return how far the batch has come
     */
    <T> BatchResult run(
        LongFunction<? extends Stream<? extends T>> items,
        TransactionalWork<? super T, ? super C> work);
  }

  /**
   * Creates a batch with default options: one item after the other, three tries each, none skipped.
   *
   * @return a batch
   */
  static ResumableBatch create() {
    return create(BatchOptions.newBuilder().build());
  }

  /**
   * Creates a batch.
   *
   * @param options how it works
   * @return a batch; serves any number of activities, also at once
   */
  static ResumableBatch create(BatchOptions options) {
    return new DefaultResumableBatch(options, null, Pulse.TIMER);
  }

  /**
   * Sets where to start if no attempt before this one has left a heartbeat.
   *
   * @param checkpoint from an earlier activity, usually an argument of this one; null for the start
   * @return a batch that starts there
   */
  ResumableBatch startingFrom(@Nullable Checkpoint checkpoint);

  /**
   * Sets a store that keeps the checkpoint together with the effects.
   *
   * @param store the store
   * @param batchId names the batch in the store; the same at every attempt, of no other batch
   * @param <C> what an item writes to
   * @return a batch that resumes from the store alone
   */
  <C> Transactional<C> in(CheckpointStore<C> store, String batchId);

  /**
   * Processes all items that are not done.
   *
   * @param items gives the items from a position on; the stream is closed
   * @param work processes one
   * @param <T> an item
   * @return how far the batch has come
   * @throws io.temporal.failure.ApplicationFailure {@link
   *     io.github.temporalpatterns.FailureTypes#BATCH_FAILED} if more items failed than may be
   *     skipped, {@link io.github.temporalpatterns.FailureTypes#INVALID_STATE} if the checkpoint is
   *     not usable
   * @throws io.temporal.client.ActivityCompletionException if it was stopped
   */
  default <T> BatchResult run(
      LongFunction<? extends Stream<? extends T>> items, Work<? super T> work) {
    return run(items, work, (item, position, failure) -> {});
  }

  /**
   * Processes all items that are not done, and hands over those that are skipped.
   *
   * @param items gives the items from a position on; the stream is closed
   * @param work processes one
   * @param deadLetters takes the items that are skipped
   * @param <T> an item
   * @return how far the batch has come
   * @throws io.temporal.failure.ApplicationFailure as without dead letters
   * @throws io.temporal.client.ActivityCompletionException if it was stopped
   */
  <T> BatchResult run(
      LongFunction<? extends Stream<? extends T>> items,
      Work<? super T> work,
      DeadLetters<? super T> deadLetters);

  /**
   * Makes a source of a list.
   *
   * @param items the items, the same at every attempt
   * @param <T> an item
   * @return the source; throws {@link IllegalArgumentException} if the list has become shorter than
   *     what is done
   */
  static <T> LongFunction<Stream<T>> list(List<T> items) {
    return position -> {
      if (position > items.size()) {
        throw new IllegalArgumentException(
            "items are %d, %d of them were done before".formatted(items.size(), position));
      }
      return items.subList((int) position, items.size()).stream();
    };
  }
}
