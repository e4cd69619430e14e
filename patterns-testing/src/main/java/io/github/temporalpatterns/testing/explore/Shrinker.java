// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a failing sequence shorter and simpler as long as it fails in the same way: leaves out ever
 * smaller parts, then takes simpler arguments.
 */
final class Shrinker {
  /** A bound on the sequences tried, since each may take a server's time. */
  private static final int TRIES = 300;

  private final Map<String, List<String>> arguments;
  private final Function<List<Step>, Optional<Finding>> perform;
  private int tries;

  Shrinker(Map<String, List<String>> arguments, Function<List<Step>, Optional<Finding>> perform) {
    this.arguments = arguments;
    this.perform = perform;
  }

  Finding shrink(Finding failing) {
    Finding best = failing;
    while (tries < TRIES) {
      Finding better = simplify(shorten(best));
      if (better.steps().equals(best.steps())) {
        return better;
      }
      best = better;
    }
    return best;
  }

  private Finding shorten(Finding failing) {
    Finding best = failing;
    for (int part = Math.max(1, best.steps().size() / 2); part >= 1; part /= 2) {
      // From the end, because what comes late depends on what came before.
      for (int from = best.steps().size() - part; from > -part; from -= part) {
        best = tryOr(best, without(best.steps(), Math.max(0, from), from + part));
      }
    }
    return best;
  }

  private static List<Step> without(List<Step> steps, int from, int to) {
    List<Step> rest = new ArrayList<>(steps);
    rest.subList(Math.min(from, rest.size()), Math.min(to, rest.size())).clear();
    return rest;
  }

  private Finding simplify(Finding failing) {
    Finding best = failing;
    for (int i = 0; i < best.steps().size(); i++) {
      Step step = best.steps().get(i);
      List<String> all = arguments.getOrDefault(step.action(), List.of());
      for (String simpler : all.subList(0, Math.max(0, all.indexOf(step.argument())))) {
        List<Step> changed = new ArrayList<>(best.steps());
        changed.set(i, new Step(step.action(), simpler));
        Finding next = tryOr(best, changed);
        if (!next.equals(best)) {
          best = next;
          break;
        }
      }
    }
    return best;
  }

  private Finding tryOr(Finding best, List<Step> candidate) {
    if (candidate.isEmpty() || candidate.equals(best.steps()) || tries >= TRIES) {
      return best;
    }
    tries++;
    return perform.apply(candidate).filter(finding -> finding.isLike(best)).orElse(best);
  }
}
