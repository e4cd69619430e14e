// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The positions that are done: everything below a mark, and runs above it. */
final class DoneSet {
  /** First to last of each run; no two touch, none touches the mark. */
  private final TreeMap<Long, Long> runs = new TreeMap<>();

  private long mark;

  DoneSet() {}

  DoneSet(long mark, List<Long> above) {
    this.mark = mark;
    long next = mark;
    for (int i = 0; i + 1 < above.size(); i += 2) {
      long first = next + above.get(i);
      next = first + above.get(i + 1);
      add(first, next - 1);
    }
  }

  long mark() {
    return mark;
  }

  /** Gaps and runs by turns, from the mark on. */
  List<Long> above() {
    List<Long> above = new ArrayList<>();
    long next = mark;
    for (Map.Entry<Long, Long> run : runs.entrySet()) {
      above.add(run.getKey() - next);
      next = run.getValue() + 1;
      above.add(next - run.getKey());
    }
    return List.copyOf(above);
  }

  boolean contains(long position) {
    Map.Entry<Long, Long> run = runs.floorEntry(position);
    return position < mark || (run != null && position <= run.getValue());
  }

  /** Adds the positions from first to last. */
  void add(long first, long last) {
    long from = first;
    long to = last;
    Map.Entry<Long, Long> left = runs.floorEntry(from);
    if (left != null && left.getValue() >= from - 1) {
      from = left.getKey();
    }
    Map.Entry<Long, Long> right = runs.floorEntry(to + 1);
    if (right != null) {
      to = Math.max(to, right.getValue());
    }
    runs.subMap(from, true, to, true).clear();
    if (from <= mark) {
      mark = Math.max(mark, to + 1);
    } else {
      runs.put(from, to);
    }
  }
}
