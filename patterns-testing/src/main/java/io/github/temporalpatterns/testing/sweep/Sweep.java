// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.sweep.FaultPlan.Site;
import io.github.temporalpatterns.testing.sweep.SweptRun.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Runs a test under one list of faults after another, and judges what comes out. */
final class Sweep {
  private static final int TRIES = 3;

  private final SweepSettings settings;
  private final String again;
  private final Map<Fault, List<Site>> reachedUnder = new HashMap<>();
  private final Set<Fault> seen = new LinkedHashSet<>();

  /**
   * Makes a sweep.
   *
   * @param again the test to run again, as Maven names it
   */
  Sweep(SweepSettings settings, String again) {
    this.settings = settings;
    this.again = again;
  }

  /** Runs the test without a fault, and returns one test for each fault, then the pairs. */
  Stream<DynamicTest> all() {
    List<Fault> singles = faults(undisturbed().sites()).toList();
    if (singles.isEmpty()) {
      throw new AssertionError(
          "there is nothing to disturb: the test executes no workflow, or none of the kinds of"
              + " fault suits it");
    }
    Pairs pairs = new Pairs(settings, singles, this::reachedUnder);
    // Evaluated one by one: when the pairs' turn comes, the singles have shown what they lead to.
    return Stream.concat(singles.stream().map(List::of), pairs.stream()).map(this::test);
  }

  DynamicTest test(List<Fault> faults) {
    return DynamicTest.dynamicTest(Fault.format(faults), () -> check(faults));
  }

  Stream<Fault> faults(List<Site> sites) {
    return sites.stream().flatMap(site -> faults(site, settings));
  }

  static Stream<Fault> faults(Site site, SweepSettings settings) {
    return site.kinds().stream()
        .filter(settings.kinds()::contains)
        .flatMap(
            kind ->
                kind == FaultKind.SIGNAL
                    ? settings.signals().keySet().stream()
                        .map(signal -> new Fault(site.point(), kind, signal))
                    : Stream.of(new Fault(site.point(), kind, "")));
  }

  private Outcome undisturbed() {
    Outcome outcome = run(List.of());
    if (outcome.failure() != null) {
      throw new AssertionError("the test fails without any fault", outcome.failure());
    }
    return outcome;
  }

  private List<Site> reachedUnder(Fault fault) {
    return reachedUnder.computeIfAbsent(fault, unknown -> once(List.of(unknown)).sites());
  }

  private void check(List<Fault> faults) {
    Outcome outcome = run(faults);
    if (outcome.failure() != null) {
      throw Verdict.failure(shrink(faults, outcome.failure()), faults, again);
    }
    if (!outcome.unreached().isEmpty()) {
      requireSeen(outcome.unreached());
      throw new TestAbortedException(
          "no run of %d reached %s: without faults, some runs of this test do and some do not"
              .formatted(TRIES, Fault.format(outcome.unreached())));
    }
  }

  /** A fault that no run of the test has a place for is a mistake of whoever asked for it. */
  private void requireSeen(List<Fault> unreached) {
    if (!seen.containsAll(unreached)) {
      undisturbed();
    }
    if (!seen.containsAll(unreached)) {
      throw Verdict.unreached(unreached, List.copyOf(seen));
    }
  }

  /** Leaves out one fault after another, as long as the test still fails. */
  private Verdict.Minimum shrink(List<Fault> faults, Throwable failure) {
    List<Fault> left = new ArrayList<>(faults);
    Throwable shown = failure;
    for (Fault fault : faults) {
      List<Fault> fewer = left.stream().filter(other -> !other.equals(fault)).toList();
      if (!fewer.isEmpty()) {
        Outcome outcome = run(fewer);
        if (outcome.failure() != null) {
          left = new ArrayList<>(fewer);
          shown = outcome.failure();
        }
      }
    }
    return new Verdict.Minimum(left, shown);
  }

  /**
   * Runs the test until it gives an answer that is its own. The embedded server gets stuck now and
   * then, and events that race may miss a point, so either is tried again; a hang too, since a
   * server that is stuck in an unknown way looks like that.
   */
  private Outcome run(List<Fault> faults) {
    Outcome outcome = once(faults);
    for (int i = 1; i < TRIES && isInDoubt(outcome); i++) {
      outcome = once(faults);
    }
    if (faults.size() == 1) {
      reachedUnder.put(faults.get(0), outcome.sites());
    }
    String wedge = outcome.wedge();
    Assumptions.assumeTrue(
        wedge == null,
        () -> "the embedded server is stuck, which is no fault of the workflow: " + wedge);
    if (outcome.failure() instanceof TestAbortedException skipped) {
      throw skipped;
    }
    return outcome;
  }

  private Outcome once(List<Fault> faults) {
    Outcome outcome = SweptRun.of(settings, faults);
    faults(outcome.sites()).forEach(seen::add);
    return outcome;
  }

  private static boolean isInDoubt(Outcome outcome) {
    return (outcome.wedge() != null && !Wedge.DEAF.equals(outcome.wedge()))
        || outcome.hung()
        || (outcome.failure() == null && !outcome.unreached().isEmpty());
  }
}
