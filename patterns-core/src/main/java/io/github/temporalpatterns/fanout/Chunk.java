// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.Functions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive items that one activity works on.
 *
 * <p>The argument of a chunk activity, which answers for each of its items:
 *
 * <pre>{@code
 * public Chunk.Result<Void> audit(Chunk<String> chunk) {
 *   return chunk.each(path -> check(path));
 * }
 * }</pre>
 *
 * <p>An activity may get the same item again: after a timeout, or when another item made the whole
 * chunk fail. So the work on an item must be repeatable.
 *
 * @param first index of the first item
 * @param size how many items
 * @param carried the items; null if they are the indices themselves
 * @param <T> an item
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Chunk<T extends @Nullable Object>(
    long first, int size, @Wire.EachTheirs @Nullable List<T> carried) {

  /**
   * What became of a chunk.
   *
   * @param succeeded how many items succeeded
   * @param failed the items that failed
   * @param resumeFrom place of the first item that was not worked on, at least 1, or null if all
   *     were. From there on the items are called again.
   * @param value the combined value of the items, or null
   * @param <R> the value
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result<R extends @Nullable Object>(
      int succeeded,
      @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<Failed> failed,
      @Nullable Integer resumeFrom,
      @Wire.Theirs @Nullable R value) {}

  /**
   * An item of a chunk that failed.
   *
   * @param place its place in the chunk, from 0
   * @param type what kind of failure: the type of an {@code ApplicationFailure}, else the name of
   *     the exception's class
   * @param message its message, cut to 256 characters
   */
  @Wire
  public record Failed(int place, String type, String message) {

    /** An item that no call could carry. */
    static Failed tooLarge(String fact) {
      return new Failed(0, FailureTypes.PAYLOAD_TOO_LARGE, fact);
    }
  }

  /**
   * A failed item as a dead letter activity gets it.
   *
   * @param index the item's index in the source
   * @param item the item; null if it is too large for a letter
   * @param type what kind of failure
   * @param message its message
   * @param <T> an item
   */
  @Wire
  public record Letter<T extends @Nullable Object>(
      long index, @Wire.Theirs @Nullable T item, String type, String message) {}

  /** {@return the items, in order; the indices themselves if the source is a range} */
  @SuppressWarnings("unchecked") // without items, T is Long: only a range carries none
  public List<T> items() {
    return carried != null ? carried : (List<T>) new Indices(first, size);
  }

  /**
   * Works on each item, one after the other. An exception fails its item and no other; an {@code
   * Error} fails the activity. If the activity has a heartbeat timeout, this method heartbeats
   * before each item. So a cancellation ends it there, and a worker that shuts down gives back the
   * remaining items.
   *
   * <p>An item that a stopping worker interrupts has neither failed nor succeeded: it is given back
   * with the remaining items. If it is the first of the chunk, the attempt fails by {@link
   * io.github.temporalpatterns.FailureTypes#CHUNK_INTERRUPTED}, so allow a second attempt.
   *
   * <p>Activity code only.
   *
   * @param work what to do with an item
   * @return what became of the items
   */
  public Result<@Nullable Void> each(Functions.Proc1<T> work) {
    return new ChunkRun<T, @Nullable Void>(this, null)
        .run(
            item -> {
              work.apply(item);
              return null;
            });
  }

  /**
   * Works on each item as {@link #each} does, and combines what the items return.
   *
   * @param reducer combines two values
   * @param work what to do with an item
   * @param <R> what an item returns
   * @return what became of the items
   */
  public <R> Result<R> fold(Work.Reducer<R> reducer, Functions.Func1<T, R> work) {
    return new ChunkRun<T, R>(this, reducer).run(work);
  }
}
