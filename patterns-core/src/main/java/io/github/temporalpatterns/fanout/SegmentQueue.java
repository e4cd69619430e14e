// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Limits;
import io.github.temporalpatterns.internal.RunConverter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Segments that wait for a child, cut into what one child can take. */
final class SegmentQueue {
  /** The rest of a payload is for what travels with the segments. */
  private static final long BYTES = Limits.PAYLOAD_BYTES - (64 << 10);

  /** No codec makes more of it than a child can take. */
  private static final int SMALL = 32 << 10;

  private final long itemsOfAChild;
  private final Limits.Meter meter;
  private final Deque<Segment> waiting = new ArrayDeque<>();
  private List<Segment> ready = List.of();
  private long bytes;

  SegmentQueue(long itemsOfAChild, Limits.Meter meter) {
    this.itemsOfAChild = itemsOfAChild;
    this.meter = meter;
  }

  /** Tells large items, each a segment of its own, from the others. */
  static void apart(
      long first,
      List<Encoded> items,
      Predicate<Encoded> isLarge,
      List<Segment> large,
      List<Segment> others) {
    int from = 0;
    for (int i = 0; i < items.size(); i++) {
      if (isLarge.test(items.get(i))) {
        add(others, first, items, from, i);
        add(large, first, items, i, i + 1);
        from = i + 1;
      }
    }
    add(others, first, items, from, items.size());
  }

  private static void add(
      List<Segment> segments, long first, List<Encoded> items, int from, int to) {
    if (to > from) {
      segments.add(Segment.of(first + from, first + to, items.subList(from, to)));
    }
  }

  /** Whether an item fills a child's input, so that it is better done without one. */
  static boolean isLarge(RunConverter converter, Encoded item) {
    return bytes(converter, item) > BYTES;
  }

  /** Whether no child can take an item. */
  static boolean isTooLarge(RunConverter converter, Encoded item) {
    return bytes(converter, item) > Limits.PAYLOAD_BYTES;
  }

  private static long bytes(RunConverter converter, Encoded item) {
    int length = item.data().length();
    return length <= SMALL ? length : converter.bytes(Segment.of(0, 1, List.of(item)));
  }

  void add(Segment segment) {
    waiting.add(segment);
  }

  boolean isEmpty() {
    return ready.isEmpty() && waiting.isEmpty();
  }

  /** What the next child's segments weigh. */
  long bytes() {
    prepare();
    return bytes;
  }

  /** The next child's segments. */
  List<Segment> take() {
    prepare();
    List<Segment> taken = ready;
    ready = List.of();
    return taken;
  }

  List<Segment> rest() {
    List<Segment> rest = new ArrayList<>(ready);
    rest.addAll(waiting);
    return rest;
  }

  private void prepare() {
    long most = itemsOfAChild;
    while (ready.isEmpty() && !waiting.isEmpty()) {
      List<Segment> cut = cut(most);
      bytes = meter.measure(cut);
      long items = cut.stream().mapToLong(segment -> segment.to() - segment.from()).sum();
      if (bytes <= BYTES || items <= 1) {
        ready = cut;
      } else {
        for (int i = cut.size() - 1; i >= 0; i--) {
          waiting.addFirst(cut.get(i));
        }
        most = items / 2;
      }
    }
  }

  /** Pages go alone: nobody knows how many items they are. */
  private List<Segment> cut(long most) {
    List<Segment> cut = new ArrayList<>();
    long left = most;
    while (left > 0 && !waiting.isEmpty() && (cut.isEmpty() || !waiting.element().paged())) {
      Segment segment = waiting.remove();
      cut.add(segment.head(left));
      Segment tail = segment.tail(left);
      if (tail != null) {
        waiting.addFirst(tail);
      }
      left = segment.paged() ? 0 : left - (segment.to() - segment.from());
    }
    return cut;
  }
}
