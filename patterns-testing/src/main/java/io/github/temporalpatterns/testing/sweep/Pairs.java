// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws pairs of faults by a seed: the second strikes where the first has led, perhaps far from the
 * undisturbed path.
 */
final class Pairs {
  private static final int DRAWS = 20;

  private final SweepSettings settings;
  private final List<Fault> singles;
  private final Function<Fault, List<FaultPlan.Site>> reachedUnder;
  private final Random random;
  private final Set<List<Fault>> drawn = new HashSet<>();

  Pairs(
      SweepSettings settings,
      List<Fault> singles,
      Function<Fault, List<FaultPlan.Site>> reachedUnder) {
    this.settings = settings;
    this.singles = singles;
    this.reachedUnder = reachedUnder;
    this.random = new Random(settings.seed());
  }

  Stream<List<Fault>> stream() {
    return IntStream.range(0, settings.pairs()).mapToObj(i -> draw()).filter(Objects::nonNull);
  }

  private @Nullable List<Fault> draw() {
    for (int i = 0; i < DRAWS; i++) {
      Fault first = singles.get(random.nextInt(singles.size()));
      List<Fault> later =
          reachedUnder.apply(first).stream()
              .filter(FaultPlan.Site::last)
              .flatMap(site -> Sweep.faults(site, settings))
              .filter(second -> goTogether(first, second))
              .toList();
      if (!later.isEmpty()) {
        List<Fault> pair = List.of(first, later.get(random.nextInt(later.size())));
        if (drawn.add(pair)) {
          return pair;
        }
      }
    }
    return null;
  }

  /** The embedded server never times out an activity that was asked to cancel. */
  private static boolean goTogether(Fault first, Fault second) {
    return !(first.kind().cancels() && second.kind().timesOut())
        && !(second.kind().cancels() && first.kind().timesOut());
  }
}
