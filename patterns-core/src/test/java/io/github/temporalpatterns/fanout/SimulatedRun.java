// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.internal.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run without a server: the engine's own queue, budget and totals, against activities that fail
 * items, fail as a whole, return early or die, and end in any order. Each event is counted.
 */
final class SimulatedRun {
  private static final int TASK = 3;

  private final Random random;
  private final Set<Long> failing;
  private final Set<Long> poison;
  private final int window;
  private final long tolerated;
  private final boolean oneByOne;
  private final Totals totals;
  private final List<Long> outcomes;
  private final EventBudget budget = new EventBudget(EventBudget.ACTIVITY, Limits.EVENTS_HINT);
  private final ChunkQueue queue;
  private final List<Piece> inFlight = new ArrayList<>();
  private long history;

  SimulatedRun(SimulatedJob job, long history) {
    random = job.random;
    failing = job.failing;
    poison = job.poison;
    window = job.window;
    tolerated = job.tolerated;
    oneByOne = job.oneByOne;
    totals = job.totals;
    outcomes = job.outcomes;
    queue = new ChunkQueue(job.chunkSize);
    this.history = history;
  }

  /** Works until nothing more can be done, and returns the rest. */
  List<Piece> run(List<Piece> pieces) {
    pieces.forEach(queue::add);
    history += TASK;
    boolean full = false;
    while (true) {
      long known = history;
      while (mayStart() && budget.fits(known, inFlight.size())) {
        inFlight.add(queue.take());
        budget.scheduled();
        history++;
      }
      full |= inFlight.isEmpty();
      assertThat(inFlight).hasSizeLessThanOrEqualTo(window);
      if (full) {
        assertThat(history + 1).isLessThanOrEqualTo(Limits.EVENTS_HINT);
        return queue.rest();
      }
      int ends = oneByOne ? 1 : 1 + random.nextInt(inFlight.size());
      for (int i = 0; i < ends; i++) {
        end(inFlight.remove(random.nextInt(inFlight.size())));
        history += 2;
      }
      history += TASK;
    }
  }

  private boolean mayStart() {
    return totals.failed() <= tolerated && inFlight.size() < window && !queue.isEmpty();
  }

  private void end(Piece piece) {
    boolean dies = random.nextInt(40) == 0 && piece.count() > 1;
    if (dies || indices(piece).stream().anyMatch(poison::contains)) {
      if (!queue.bisect(piece)) {
        fail(piece.from(), new Chunk.Failed(0, "POISON", ""));
      }
      return;
    }
    boolean early = random.nextInt(20) == 0 && piece.count() > 1;
    int covered = early ? 1 + random.nextInt(piece.count() - 1) : piece.count();
    List<Chunk.Failed> failed = new ArrayList<>();
    for (int place = 0; place < covered; place++) {
      if (failing.contains(piece.from() + place)) {
        failed.add(new Chunk.Failed(place, "REFUSED", ""));
      } else {
        outcomes.add(piece.from() + place);
      }
    }
    var result =
        new Chunk.Result<>(covered - failed.size(), failed, early ? covered : null, "value");
    assertThat(queue.answered(piece, result)).isNull();
    totals.succeeded(result.succeeded(), null);
    failed.forEach(one -> fail(piece.from() + one.place(), one));
  }

  private void fail(long index, Chunk.Failed failed) {
    outcomes.add(index);
    totals.failed(index, String.valueOf(index), failed);
  }

  private static Set<Long> indices(Piece piece) {
    Set<Long> all = new TreeSet<>();
    for (long index = piece.from(); index < piece.to(); index++) {
      all.add(index);
    }
    return all;
  }
}
