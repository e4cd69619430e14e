// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Works through many items within one activity, and resumes where it was when the activity is tried
 * again.
 *
 * <p>Activity code only. The activity must have a heartbeat timeout and must not be a local
 * activity; otherwise the batch is refused before it begins. Do not bound the attempts, because a
 * worker's shutdown ends one.
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
 * order every time. If items are added or removed between attempts, use a {@link #keyset}, which
 * resumes after the key of the last item that is done instead of at a position.
 *
 * <p><b>Heartbeats</b>: at the end of each item, and by a timer, so that a slow item or a slow
 * source does not look like a dead worker. The SDK sends one at most every 0.8 heartbeat timeouts,
 * or every 60 seconds if that is less. When a worker dies, the work of that time is done again, and
 * so are the items of the window. An attempt that ends in any other way reports its last
 * checkpoint.
 *
 * <p>A batch without a store needs an activity of its own. If the activity has heartbeated before,
 * by itself or by another batch, the batch is refused by {@link
 * io.github.temporalpatterns.FailureTypes#BATCH_REFUSED}.
 *
 * <p><b>Effects</b>: an item is recorded after its effect, so it may be processed again. Use its
 * position as an idempotency key, or use a {@link #in store}, with which nothing is done twice.
 *
 * <p><b>Failures</b>: an item that fails is tried again, then skipped, and when no more may be
 * skipped it fails the batch with {@link io.github.temporalpatterns.FailureTypes#BATCH_FAILED},
 * whose detail is the {@link Checkpoint}. The next attempt resumes before the item that failed. An
 * {@link Error}, and whatever the source or the store throws, ends the attempt as it is. What fails
 * because the worker shuts down, or because its thread was interrupted, does not count as a failure
 * of the item: the attempt ends, and the item is tried again by the next one.
 *
 * <p><b>Cancellation, pause, reset, shutdown</b>: no more items start, those under way end, and the
 * SDK's exception is thrown; {@link BatchOptions.Builder#setReturnOn} returns the checkpoint
 * instead. The items are interrupted if the worker interrupts the activity, or the server has given
 * up the attempt.
 *
 * <p><b>Threads</b>: items run on threads of the batch, where {@code
 * Activity.getExecutionContext()} does not work; the source is read by the activity's own thread.
 * When {@code run} ends, every item has ended.
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
     * @param position its place, from 0; the same at every attempt, unless items come and go
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
     * @param sink what it writes to; the item must not commit, roll back or close it
     * @throws Exception if it cannot be processed now; what it wrote is rolled back
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

    /**
     * Processes all items that come after the key of the last one that is done.
     *
     * @param items gives the items after a key
     * @param work processes one
     * @param <T> an item
     * @param <K> a key
     * @return how far the batch has come
     */
    <T, K> BatchResult run(Keyset<T, K> items, TransactionalWork<? super T, ? super C> work);
  }

  /**
   * Items in the order of a key that each of them has, made by {@link #keyset}.
   *
   * @param type the class of the keys
   * @param items gives the items that come after a key, all of them for null; the stream is closed
   * @param key gives the key of an item
   * @param <T> an item
   * @param <K> a key
   */
  record Keyset<T, K>(
      Class<K> type,
      Function<@Nullable K, ? extends Stream<? extends T>> items,
      Function<? super T, ? extends K> key) {}

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
   * @param batchId names the batch in the store; the same at every attempt, of no other batch: one
   *     that the store knows as done is done
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
   *     skipped, {@link io.github.temporalpatterns.FailureTypes#BATCH_REFUSED} if the activity
   *     cannot run a batch, {@link io.github.temporalpatterns.FailureTypes#INVALID_STATE} if the
   *     checkpoint is not usable; retryable if another release may have written it
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
   * Processes all items that come after the key of the last one that is done.
   *
   * @param items gives the items after a key
   * @param work processes one
   * @param <T> an item
   * @param <K> a key
   * @return how far the batch has come
   * @throws io.temporal.failure.ApplicationFailure as with positions
   * @throws io.temporal.client.ActivityCompletionException if it was stopped
   */
  default <T, K> BatchResult run(Keyset<T, K> items, Work<? super T> work) {
    return run(items, work, (item, position, failure) -> {});
  }

  /**
   * Processes all items that come after the key of the last one that is done, and hands over those
   * that are skipped.
   *
   * @param items gives the items after a key
   * @param work processes one
   * @param deadLetters takes the items that are skipped
   * @param <T> an item
   * @param <K> a key
   * @return how far the batch has come
   * @throws io.temporal.failure.ApplicationFailure as with positions
   * @throws io.temporal.client.ActivityCompletionException if it was stopped
   */
  <T, K> BatchResult run(
      Keyset<T, K> items, Work<? super T> work, DeadLetters<? super T> deadLetters);

  /**
   * Makes a source that resumes after a key, as {@code WHERE id > ? ORDER BY id} does. Items that
   * are added or removed between two attempts do not shift the others.
   *
   * <pre>{@code
   * batch.run(ResumableBatch.keyset(Long.class, orders::after, Order::id), (order, n) -> bill(order));
   * }</pre>
   *
   * <p>Items are recorded in their order, so a slow item holds up as many others as the window has,
   * and an attempt that fails may repeat as many. The worker's data converter writes the key, in at
   * most 1,000 characters.
   *
   * @param type the class of the keys; a record for several columns
   * @param items returns the items after a key, without the item of the key itself; all items for
   *     null
   * @param key returns the key of an item; each item has another
   * @param <T> an item
   * @param <K> a key
   * @return the source; fails by {@link io.github.temporalpatterns.FailureTypes#BATCH_REFUSED} if
   *     an item has no key, or the same key as the item before it
   */
  static <T, K> Keyset<T, K> keyset(
      Class<K> type,
      Function<@Nullable K, ? extends Stream<? extends T>> items,
      Function<? super T, ? extends K> key) {
    return new Keyset<>(type, items, key);
  }

  /**
   * Makes a source from a list.
   *
   * @param items the items, the same at every attempt
   * @param <T> an item
   * @return the source; fails by {@link io.github.temporalpatterns.FailureTypes#INVALID_STATE} if
   *     the list has become shorter than what is done
   */
  static <T> LongFunction<Stream<T>> list(List<T> items) {
    return position -> {
      if (position > items.size()) {
        throw BatchFailures.invalid(
            "items are %d, %d of them were done before".formatted(items.size(), position));
      }
      return items.subList((int) position, items.size()).stream();
    };
  }
}
