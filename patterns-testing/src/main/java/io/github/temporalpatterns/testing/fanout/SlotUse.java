// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.FanOutReport.Plan;
import java.util.PriorityQueue;
import java.util.function.DoubleSupplier;

/**
 * Simulates how much of its window a plan uses, for items of different lengths. It counts what the
 * plan decides: shards never share their windows, and each ends with its slowest item. It does not
 * count what a server or worker adds.
 */
public final class SlotUse {
  private final Plan plan;
  private final DoubleSupplier lengths;
  private double work;
  private double end;

  private SlotUse(Plan plan, DoubleSupplier lengths) {
    this.plan = plan;
    this.lengths = lengths;
  }

  /**
   * Simulates a plan.
   *
   * @param plan a plan with a known number of items
   * @param lengths how long the next item takes, in any unit
   * @return the part of the window that is at work, on average from beginning to end, 0 to 1
   */
  public static double of(Plan plan, DoubleSupplier lengths) {
    return new SlotUse(plan, lengths).simulate();
  }

  private double simulate() {
    boolean oneRun = plan.shardsAtOnce() == 0;
    int shards = oneRun ? 1 : plan.shardsAtOnce();
    long left = plan.items();
    long itemsOfAShard = oneRun ? left : (long) plan.shardChunks() * plan.chunkSize();
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < shards; i++) {
      free.add(0.0);
    }
    while (left > 0) {
      long items = Math.min(left, itemsOfAShard);
      free.add(shard(free.remove(), items));
      left -= items;
    }
    return work / (end * shards * plan.window());
  }

  /** Works off a shard that begins at a time, and returns when it ends. */
  private double shard(double begin, long items) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < plan.window(); i++) {
      free.add(begin);
    }
    double last = begin;
    for (long done = 0; done < items; done += plan.chunkSize()) {
      double length = chunk(Math.min(plan.chunkSize(), items - done));
      double ends = free.remove() + length;
      free.add(ends);
      last = Math.max(last, ends);
    }
    end = Math.max(end, last);
    return last;
  }

  private double chunk(long items) {
    double length = 0;
    for (long item = 0; item < items; item++) {
      length += lengths.getAsDouble();
    }
    work += length;
    return length;
  }
}
