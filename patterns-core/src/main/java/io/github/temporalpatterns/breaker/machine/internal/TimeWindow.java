// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the last so many seconds, the current one included, counted second by second.
 * Internal, not API.
 */
public final class TimeWindow extends Window {
  private final int seconds;

  /** All but the newest. */
  private final Deque<Bucket> buckets = new ArrayDeque<>();

  private @Nullable Newest newest;

  /** Without calls. */
  public TimeWindow(int seconds, int minimum) {
    super(minimum);
    this.seconds = seconds;
  }

  /** Takes up what {@link #buckets} gave. */
  static TimeWindow of(int seconds, int minimum, List<Bucket> buckets) {
    TimeWindow window = new TimeWindow(seconds, minimum);
    for (Bucket bucket : buckets) {
      window.buckets.add(bucket);
      window.add(bucket, 1);
    }
    return window;
  }

  @Override
  void record(LongSupplier clock, boolean failed, boolean slow) {
    long second = second(clock.getAsLong());
    slide(second);
    Newest current = newest;
    // A clock that went back adds to the newest second.
    if (current == null || current.second < second) {
      current = begin(second);
    }
    current.count(failed, slow);
    count(failed, slow, 1);
  }

  private Newest begin(long second) {
    settle();
    Bucket last = buckets.peekLast();
    Newest begun =
        last == null || last.second() < second
            ? new Newest(new Bucket(second, 0, 0, 0, 0))
            : new Newest(buckets.removeLast());
    newest = begun;
    return begun;
  }

  /** Makes a bucket of the newest second, too. */
  private void settle() {
    if (newest != null) {
      buckets.add(newest.bucket());
      newest = null;
    }
  }

  /** Adds what others have counted, in the second that it names; nothing if that is too old. */
  public void merge(long now, Bucket delta) {
    slide(second(now));
    if (delta.second() <= second(now) - seconds) {
      return;
    }
    settle();
    Deque<Bucket> later = new ArrayDeque<>();
    Bucket last = buckets.peekLast();
    while (last != null && last.second() > delta.second()) {
      later.push(buckets.removeLast());
      last = buckets.peekLast();
    }
    if (last != null && last.second() == delta.second()) {
      buckets.removeLast();
      buckets.add(sum(last, delta));
    } else {
      buckets.add(delta);
    }
    buckets.addAll(later);
    add(delta, 1);
  }

  private static Bucket sum(Bucket one, Bucket other) {
    return new Bucket(
        one.second(),
        one.calls() + other.calls(),
        one.failed() + other.failed(),
        one.slow() + other.slow(),
        one.slowFailed() + other.slowFailed());
  }

  @Override
  public void slide(LongSupplier clock) {
    slide(second(clock.getAsLong()));
  }

  private void slide(long second) {
    long oldest = second - seconds + 1;
    if (newest != null && newest.second < oldest) {
      settle();
    }
    Bucket first = buckets.peekFirst();
    while (first != null && first.second() < oldest) {
      add(buckets.removeFirst(), -1);
      first = buckets.peekFirst();
    }
  }

  private static long second(long millis) {
    return Math.floorDiv(millis, 1000L);
  }

  @Override
  public List<Bucket> buckets() {
    settle();
    return List.copyOf(buckets);
  }

  /** The second that calls are counted in: one object for all of them. */
  private static final class Newest {
    private final long second;
    private int calls;
    private int failed;
    private int slow;
    private int slowFailed;

    private Newest(Bucket so) {
      second = so.second();
      calls = so.calls();
      failed = so.failed();
      slow = so.slow();
      slowFailed = so.slowFailed();
    }

    private void count(boolean hasFailed, boolean wasSlow) {
      calls++;
      failed += hasFailed ? 1 : 0;
      slow += wasSlow ? 1 : 0;
      slowFailed += hasFailed && wasSlow ? 1 : 0;
    }

    private Bucket bucket() {
      return new Bucket(second, calls, failed, slow, slowFailed);
    }
  }
}
