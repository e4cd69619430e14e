// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** The calls of the last so many seconds, the current one included, counted second by second. */
final class TimeWindow extends Window {
  private final int seconds;
  private final Deque<Bucket> buckets = new ArrayDeque<>();

  TimeWindow(int seconds, int minimum) {
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
    long now = clock.getAsLong();
    slide(now);
    long second = Math.floorDiv(now, 1000L);
    Bucket last = buckets.peekLast();
    // A clock that went back adds to the newest second.
    if (last == null || last.second() < second) {
      last = new Bucket(second, 0, 0, 0, 0);
    } else {
      buckets.removeLast();
    }
    buckets.add(last.plus(failed, slow));
    count(failed, slow, 1);
  }

  /** Adds what others have counted, in the second that it names; nothing if that is too old. */
  void merge(long now, Bucket delta) {
    slide(now);
    if (delta.second() <= Math.floorDiv(now, 1000L) - seconds) {
      return;
    }
    Deque<Bucket> later = new ArrayDeque<>();
    Bucket last = buckets.peekLast();
    while (last != null && last.second() > delta.second()) {
      later.push(buckets.removeLast());
      last = buckets.peekLast();
    }
    if (last != null && last.second() == delta.second()) {
      buckets.removeLast();
      buckets.add(last.plus(delta));
    } else {
      buckets.add(delta);
    }
    buckets.addAll(later);
    add(delta, 1);
  }

  @Override
  void slide(LongSupplier clock) {
    slide(clock.getAsLong());
  }

  private void slide(long now) {
    long oldest = Math.floorDiv(now, 1000L) - seconds + 1;
    Bucket first = buckets.peekFirst();
    while (first != null && first.second() < oldest) {
      add(buckets.removeFirst(), -1);
      first = buckets.peekFirst();
    }
  }

  @Override
  List<Bucket> buckets() {
    return List.copyOf(buckets);
  }
}
