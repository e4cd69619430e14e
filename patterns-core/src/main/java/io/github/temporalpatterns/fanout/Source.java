// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a fan-out come from. Immutable.
 *
 * @param <T> an item
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public final class Source<T extends @Nullable Object> {

  /**
   * A page of items, and where the next one begins.
   *
   * @param items the items; may be empty
   * @param next the cursor of the next page, or null after the last
   * @param <T> an item
   */
  @Wire
  public record Page<T extends @Nullable Object>(
      @Wire.EachTheirs List<T> items, @Nullable String next) {}

  private final long from;
  private final long to;
  private final @Nullable List<T> items;
  private final @Nullable Call pages;

  private Source(long from, long to, @Nullable List<T> items, @Nullable Call pages) {
    this.from = from;
    this.to = to;
    this.items = items;
    this.pages = pages;
  }

  /**
   * Takes the items from a list that the workflow got as its input or from an activity.
   *
   * @param items what to work on; in a fixed order
   * @param <T> an item
   * @return the source
   * @throws io.temporal.failure.ApplicationFailure {@link FailureTypes#FAN_OUT_REFUSED} if there is
   *     no list
   */
  public static <T extends @Nullable Object> Source<T> of(@Nullable List<? extends T> items) {
    if (items == null) {
      throw FanOutFailures.refused("list: must be there, was null");
    }
    return new Source<>(0, items.size(), new ArrayList<>(items), null);
  }

  /**
   * Takes the numbers of a range as items: indices or ids. Only the two ends travel, so a range
   * costs the same for ten numbers and for a billion.
   *
   * @param from the first
   * @param to one past the last
   * @return the source
   * @throws io.temporal.failure.ApplicationFailure {@link FailureTypes#FAN_OUT_REFUSED} if {@code
   *     to} is smaller than {@code from}
   */
  public static Source<Long> range(long from, long to) {
    if (to < from) {
      throw FanOutFailures.refused(
          "range: to must be at least from, was %d < %d".formatted(to, from));
    }
    if (to - from < 0) {
      throw FanOutFailures.refused("range: too long, was %d to %d".formatted(from, to));
    }
    return new Source<>(from, to, null, null);
  }

  /**
   * Takes items page by page from an activity that is called with a cursor: null for the first
   * page, then what the page before named as next. The next page is fetched while the last one is
   * worked on. A cursor that comes again ends the fan-out, at once if both are in the same run,
   * otherwise within two more passes through the cycle. A cursor must not count what the work
   * removes: in a source that shrinks, an offset skips items.
   *
   * @param api the activity interface
   * @param method the activity
   * @param <A> the activity interface
   * @param <T> an item
   * @return the source
   */
  public static <A, T extends @Nullable Object> Source<T> pages(
      Class<A> api, Functions.Func2<A, @Nullable String, Page<T>> method) {
    return new Source<>(0, 0, null, Call.of(api, stub -> method.apply(stub, null)));
  }

  /**
   * Fetches the pages with options of their own, for example on another task queue.
   *
   * @param options to use instead of {@link FanOutOptions#getActivityOptions}
   * @return a source with them
   */
  public Source<T> withOptions(ActivityOptions options) {
    return new Source<>(from, to, items, pages == null ? null : pages.with(options));
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  @Nullable List<T> items() {
    return items;
  }

  @Nullable Call pages() {
    return pages;
  }
}
