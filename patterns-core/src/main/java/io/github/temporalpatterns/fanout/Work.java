// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions;
import org.jspecify.annotations.Nullable;

/**
 * What a fan-out does with items. Immutable.
 *
 * <p>Give a method reference, such as {@code Audits::audit}: it is called once, on a stub that only
 * records the method, so that another workflow can make the call.
 *
 * @param <T> an item
 * @param <R> what comes back
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public final class Work<T extends @Nullable Object, R extends @Nullable Object> {

  /**
   * Combines two values. Values do not arrive in the order of the items, so {@code add} must be
   * associative and commutative. An implementation must be deterministic and a public class with a
   * public constructor without parameters. It names the value's class, as in {@code implements
   * Work.Reducer<Totals>}.
   *
   * @param <R> a value
   */
  @FunctionalInterface
  public interface Reducer<R> {

    /**
     * Adds two values.
     *
     * @param a one
     * @param b another
     * @return both together
     */
    R add(R a, R b);
  }

  enum Kind {
    CHUNK,
    LOCAL,
    ITEM,
    CHILD;

    boolean isInChunks() {
      return this == CHUNK || this == LOCAL;
    }
  }

  private final Kind kind;
  private final Call call;
  private final @Nullable Class<?> reducer;
  private final boolean itemAsKey;

  private Work(Kind kind, Call call, @Nullable Class<?> reducer, boolean itemAsKey) {
    this.kind = kind;
    this.call = call;
    this.reducer = reducer;
    this.itemAsKey = itemAsKey;
  }

  /**
   * An activity that takes a chunk. This is by far the cheapest work, with about 3 events for a
   * hundred items.
   *
   * @param api the activity interface
   * @param method the activity
   * @param <A> the activity interface
   * @param <T> an item
   * @param <R> what a chunk gives
   * @return the work
   */
  public static <A, T extends @Nullable Object, R extends @Nullable Object> Work<T, R> chunks(
      Class<A> api, Functions.Func2<A, Chunk<T>, Chunk.Result<R>> method) {
    return new Work<>(Kind.CHUNK, Call.ofChunk(api, method), null, false);
  }

  /**
   * A local activity that takes a chunk, for work of a few milliseconds. It runs within the
   * workflow task and costs one event.
   *
   * @param api the activity interface
   * @param method the activity
   * @param <A> the activity interface
   * @param <T> an item
   * @param <R> what a chunk gives
   * @return the work
   */
  public static <A, T extends @Nullable Object, R extends @Nullable Object> Work<T, R> localChunks(
      Class<A> api, Functions.Func2<A, Chunk<T>, Chunk.Result<R>> method) {
    return new Work<>(Kind.LOCAL, Call.ofChunk(api, method), null, false);
  }

  /**
   * An activity for each item, so that each is visible and retried by itself.
   *
   * @param api the activity interface
   * @param method the activity
   * @param <A> the activity interface
   * @param <T> an item
   * @param <R> what it returns
   * @return the work
   */
  public static <A, T extends @Nullable Object, R extends @Nullable Object> Work<T, R> items(
      Class<A> api, Functions.Func2<A, T, R> method) {
    return new Work<>(Kind.ITEM, Call.ofItem(api, method), null, false);
  }

  /**
   * A child workflow for each item. Its id begins with {@code <workflow id>/<index>}, and ends with
   * a token that is new for each start; with {@link FanOutOptions.Builder#setBatchId} it is exactly
   * {@code <batch>/<index>}, and an id that was used before is refused.
   *
   * @param api the workflow interface
   * @param method the workflow method
   * @param <A> the workflow interface
   * @param <T> an item
   * @param <R> what it returns
   * @return the work
   */
  public static <A, T extends @Nullable Object, R extends @Nullable Object> Work<T, R> children(
      Class<A> api, Functions.Func2<A, T, R> method) {
    return new Work<>(Kind.CHILD, Call.ofItem(api, method), null, false);
  }

  /**
   * Combines what the calls return. Without a reducer, their values are dropped.
   *
   * @param type combines two values
   * @return work with the reducer
   */
  public Work<T, R> reduce(Class<? extends Reducer<R>> type) {
    Reducers.check(type);
    return new Work<>(kind, call, type, itemAsKey);
  }

  /**
   * Runs the work with options of its own, for example on another task queue. For child workflows,
   * the timeouts bound the run ({@code startToClose}) and all its attempts ({@code
   * scheduleToClose}).
   *
   * @param options to use instead of {@link FanOutOptions#getActivityOptions}
   * @return work with them
   */
  public Work<T, R> withOptions(ActivityOptions options) {
    return new Work<>(kind, call.with(options), reducer, itemAsKey);
  }

  /**
   * Puts the item itself into the ids of child workflows instead of its index: a string as it is,
   * anything else as its JSON. An item whose id would exceed the server's 1,000 bytes in UTF-8
   * fails by {@link io.github.temporalpatterns.FailureTypes#PAYLOAD_TOO_LARGE}.
   *
   * @return work with such ids
   */
  public Work<T, R> keyedByItem() {
    return new Work<>(kind, call, reducer, true);
  }

  Kind kind() {
    return kind;
  }

  Call call() {
    return call;
  }

  @Nullable Class<?> reducer() {
    return reducer;
  }

  boolean itemAsKey() {
    return itemAsKey;
  }
}
