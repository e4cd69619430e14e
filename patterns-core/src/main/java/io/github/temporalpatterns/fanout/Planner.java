// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.fanout.FanOutReport.Mode;
import io.github.temporalpatterns.fanout.FanOutReport.Plan;

/** Cuts up the work. Pure. */
final class Planner {
  /** Shards cost more than they give for fewer chunks; measured. */
  static final int CHUNKS_OF_ONE_RUN = 1_000;

  /** At the worst six events each, they stay below 3,600. */
  static final int CHUNKS_OF_A_SHARD = 600;

  /** At the worst nine events each, they stay below 3,600. */
  static final int SHARDS_OF_ONE_RUN = 400;

  static final int SHARDS_AT_ONCE = 20;

  /** Calls at once of one run: more slow it down. */
  static final int WINDOW_OF_ONE_RUN = 500;

  /** Above, the events that they cause may overflow what a server buffers of a run. */
  private static final int EAGER_RESERVATIONS = 45;

  private static final int AUTOMATIC_CHUNK = 100;
  private static final int CHUNKS_FOR_EACH_PLACE = 4;
  private static final int SMALLEST_WINDOW = 5;
  private static final int SMALLEST_SHARD = 100;

  private Planner() {}

  /** Plans for so many items, negative if nobody knows, and a chunk size, 0 to choose it. */
  static Plan plan(long items, int chunkSize, int window) {
    int chunk = chunkSize > 0 ? chunkSize : automatic(items, window);
    long chunks = items < 0 ? Long.MAX_VALUE : ceil(items, chunk);
    if (chunks <= CHUNKS_OF_ONE_RUN) {
      int calls = Math.min(window, WINDOW_OF_ONE_RUN);
      return new Plan(Mode.ONE_RUN, items, chunk, 0, 0, calls);
    }
    int most = most(window);
    if (items < 0) {
      return new Plan(Mode.COORDINATOR, -1, chunk, CHUNKS_OF_A_SHARD, most, window / most);
    }
    int atOnce = (int) Math.min(most, chunks / SMALLEST_SHARD);
    long shards = Math.max(ceil(chunks, CHUNKS_OF_A_SHARD), atOnce);
    Mode mode = shards <= SHARDS_OF_ONE_RUN ? Mode.SHARDS : Mode.COORDINATOR;
    return new Plan(
        mode,
        items,
        chunk,
        (int) ceil(chunks, shards),
        atOnce,
        Math.min(window / atOnce, WINDOW_OF_ONE_RUN));
  }

  /** Shards at once, at most, so that each has a window worth having. */
  static int most(int window) {
    return Math.max(1, Math.min(SHARDS_AT_ONCE, window / SMALLEST_WINDOW));
  }

  private static int automatic(long items, int window) {
    if (items < 0) {
      return AUTOMATIC_CHUNK;
    }
    long even = ceil(items, (long) window * CHUNKS_FOR_EACH_PLACE);
    return (int) Math.max(1, Math.min(AUTOMATIC_CHUNK, even));
  }

  static long ceil(long items, long size) {
    return items == 0 ? 0 : (items - 1) / size + 1;
  }

  static String explain(Plan plan) {
    String what =
        plan.items() < 0
            ? "An unknown number of items in chunks of %,d".formatted(plan.chunkSize())
            : "%,d items in %,d chunks of at most %,d"
                .formatted(plan.items(), plan.chunks(), plan.chunkSize());
    return "%s A worker for the workflow and its activities is fastest with %d eager reservations."
        .formatted(shape(plan, what), eagerReservations(plan));
  }

  static int eagerReservations(Plan plan) {
    return Math.min(plan.window(), EAGER_RESERVATIONS);
  }

  private static String shape(Plan plan, String what) {
    return switch (plan.mode()) {
      case ONE_RUN ->
          "%s: one run, %,d calls at once. Up to %,d chunks, shards cost more than they give."
              .formatted(what, plan.window(), CHUNKS_OF_ONE_RUN);
      case SHARDS ->
          "%s: %,d shards of at most %,d chunks, %d at once with %,d calls each."
              .formatted(
                  what, plan.shards(), plan.shardChunks(), plan.shardsAtOnce(), plan.window());
      case COORDINATOR ->
          "%s: shards of at most %,d chunks, %d at once with %,d calls each, under a coordinator that continues as new after some %d of them."
              .formatted(
                  what, plan.shardChunks(), plan.shardsAtOnce(), plan.window(), SHARDS_OF_ONE_RUN);
    };
  }
}
