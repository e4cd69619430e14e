// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Does the work and counts how often each item of the measured job was executed. */
final class Executions implements Hashing {
  private volatile AtomicIntegerArray counts = new AtomicIntegerArray(0);
  private volatile boolean failing;

  /** Begins a job; with failures, every hundredth item fails for good. */
  void begin(long items, boolean withFailures) {
    counts = new AtomicIntegerArray(Math.toIntExact(items));
    failing = withFailures;
  }

  /** How many items were not executed exactly once. */
  long wrong() {
    AtomicIntegerArray all = counts;
    long wrong = 0;
    for (int i = 0; i < all.length(); i++) {
      wrong += all.get(i) == 1 ? 0 : 1;
    }
    return wrong;
  }

  @Override
  public Chunk.Result<@Nullable Void> chunk(Chunk<Long> chunk) {
    return chunk.each(this::item);
  }

  @Override
  public void range(long from, long to) {
    for (long item = from; item < to; item++) {
      item(item);
    }
  }

  @Override
  public long item(long item) {
    counts.incrementAndGet((int) item);
    if (failing && item % 100 == 99) {
      throw ApplicationFailure.newNonRetryableFailure("item " + item, "BAD_ITEM");
    }
    return hash(item);
  }

  @Override
  public List<Long> page(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  /** Mixes the bits of an item's number, always alike. */
  static long hash(long item) {
    long mixed = item + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
