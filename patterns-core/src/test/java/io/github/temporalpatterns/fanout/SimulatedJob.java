// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Simulated runs one after the other, until nothing is left or too many items have failed. */
final class SimulatedJob {
  final Random random;
  final int items;
  final int chunkSize;
  final int window;
  final long tolerated;

  /** The worst case: each call's end wakes the run by itself. */
  final boolean oneByOne;

  final Set<Long> failing = new TreeSet<>();
  final Set<Long> poison = new TreeSet<>();
  final Totals totals = new Totals(5, null);
  final List<Long> outcomes = new ArrayList<>();
  List<Piece> rest = new ArrayList<>();
  int runs;

  SimulatedJob(long seed) {
    random = new Random(seed);
    items = random.nextInt(300);
    chunkSize = 1 + random.nextInt(random.nextBoolean() ? 5 : 100);
    window = 1 + random.nextInt(random.nextBoolean() ? 5 : 500);
    tolerated = random.nextInt(4) == 0 ? random.nextInt(10) : Long.MAX_VALUE;
    int bad = random.nextInt(3) == 0 ? random.nextInt(items + 1) / 2 : 0;
    for (int i = 0; i < bad; i++) {
      (random.nextBoolean() ? failing : poison).add((long) random.nextInt(items));
    }
    rest.add(new Piece(0, items));
    oneByOne = random.nextInt(3) == 0;
  }

  /** Items whose failure is certain. */
  Set<Long> bad() {
    Set<Long> all = new TreeSet<>(failing);
    all.addAll(poison);
    return all;
  }

  void run() {
    while (rest.stream().anyMatch(piece -> piece.count() > 0) && totals.failed() <= tolerated) {
      // A user's workflow may have used most of its history before; a shard has not.
      long before = outcomes.isEmpty() ? random.nextInt(3_900) : 0;
      runs++;
      rest = new SimulatedRun(this, before).run(rest);
    }
  }

  /** The same work again, for these items only. */
  SimulatedJob redrive(Set<Long> only) {
    SimulatedJob again = new SimulatedJob(items);
    again.failing.clear();
    again.poison.clear();
    again.rest = new ArrayList<>(only.stream().map(index -> new Piece(index, index + 1)).toList());
    again.run();
    return again;
  }
}
