// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.github.temporalpatterns.versioning.Seen.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random runs of a workflow whose change was deployed twice, as they really are and as a server
 * shows them. While a version is deployed, within two days, some workers have it and some do not.
 */
final class Population {
  static final Duration SETTLED = Duration.ofDays(2);
  static final Duration RETENTION = Duration.ofDays(3);
  private static final Instant FIRST = Instant.parse("2026-02-10T00:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-02-20T00:00:00Z");
  private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final Scope scope;
  private final Random random;
  private final Instant keptFrom;
  private final boolean allKeep;

  /**
   * A run.
   *
   * @param took the versions that its replay takes
   * @param will a version that it carries and will take; null if none
   */
  record Truth(Set<Integer> took, @Nullable Integer will, Seen byIndex, Seen byHistory) {
    boolean needs(int version) {
      return took.contains(version) || Integer.valueOf(version).equals(will);
    }
  }

  /** From some day on, or never, or always, workers keep the search attribute. */
  Population(Scope scope, Random random) {
    this.scope = scope;
    this.random = random;
    int day = random.nextInt(45) - 15;
    allKeep = day <= 0;
    keptFrom = START.plus(Duration.ofDays(Math.max(0, day)));
  }

  ChangeLedger ledger() {
    return ChangeLedger.newBuilder()
        .change("fee", "x")
        .scope(scope)
        .version(1, "2026-02-10", "one")
        .version(2, "2026-02-20", "two")
        .build();
  }

  /** Whether the index has all decisions. */
  boolean isKept() {
    return allKeep;
  }

  Truth run(int number) {
    Instant began = between(START, NOW);
    @Nullable Instant closed = random.nextBoolean() ? null : between(began, NOW);
    @Nullable Integer carried =
        scope == Scope.CHAIN && random.nextInt(3) == 0 ? newest(between(START, began)) : null;
    Set<Integer> took = new LinkedHashSet<>();
    Set<String> decided = new LinkedHashSet<>();
    Set<String> indexed = new LinkedHashSet<>();
    int places = random.nextInt(scope == Scope.KEY ? 4 : 2);
    Instant time = began;
    for (int place = 0; place < places; place++) {
      time = between(time, closed == null ? NOW : closed);
      decide(
          time,
          closed == null,
          carried,
          "fee" + (scope == Scope.KEY ? "#" + place : ""),
          took,
          decided,
          indexed);
    }
    // A reset run seems to have begun when it was reset; with an entry nobody notices.
    boolean reset = !allKeep && closed == null && indexed.isEmpty() && random.nextInt(4) == 0;
    boolean waits = closed == null && places == 0;
    Run run = new Run("run " + number, "r", began);
    Run shownRun = reset ? new Run("run " + number, "r", between(began, NOW)) : run;
    boolean cut = scope == Scope.KEY && indexed.size() > 1 && random.nextInt(4) == 0;
    Set<String> shown = cut ? Set.of(indexed.iterator().next()) : indexed;
    return new Truth(
        took,
        waits ? carried : null,
        new Seen(shownRun, closed, shown, cut ? Source.CUT : Source.INDEX),
        new Seen(
            run, closed, decided, carried == null ? Source.FIRST_HISTORY : Source.LATER_HISTORY));
  }

  private void decide(
      Instant time,
      boolean open,
      @Nullable Integer carried,
      String id,
      Set<Integer> took,
      Set<String> decided,
      Set<String> indexed) {
    int newest = newest(time);
    boolean kept = !time.isBefore(keptFrom);
    int version = carried == null || newest < 0 ? newest : carried;
    if (newest > 0 && carried == null && (kept || open) && random.nextInt(8) == 0) {
      // A rollout may still prefer an older one.
      version = random.nextBoolean() ? -1 : 1;
    }
    took.add(version);
    if (newest > 0) {
      decided.add(id + '-' + version);
      if (kept) {
        indexed.add(id + '-' + version);
      }
    }
  }

  /** What the worker has that happens to get the run's task. */
  private int newest(Instant time) {
    return has(time, SECOND) ? 2 : has(time, FIRST) ? 1 : -1;
  }

  private boolean has(Instant time, Instant since) {
    boolean deploying = time.isBefore(since.plus(SETTLED));
    return !time.isBefore(since) && (!deploying || random.nextBoolean());
  }

  private Instant between(Instant from, Instant to) {
    long millis = Duration.between(from, to).toMillis();
    return from.plusMillis(millis == 0 ? 0 : (long) (random.nextDouble() * millis));
  }
}
