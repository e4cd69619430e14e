// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.Population.Truth;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import io.github.temporalpatterns.versioning.RetirementReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report beside what is true, over random populations. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RetirementModelTest {
  private static final int POPULATIONS = 1000;
  private static final int MOST_RUNS = 5;

  @ParameterizedTest
  @EnumSource
  void freesNoBranchThatARunNeeds(Scope scope) {
    int freed = 0;
    for (int seed = 0; seed < POPULATIONS; seed++) {
      Population population = new Population(scope, new Random(seed));
      List<Truth> runs = runs(population, seed);
      for (Function<Truth, Seen> way :
          List.<Function<Truth, Seen>>of(Truth::byIndex, Truth::byHistory)) {
        List<Row> rows = rows(population, runs.stream().map(way).toList());
        for (Row row : rows.subList(0, 2)) {
          assertFree(row, runs, "seed " + seed);
          freed += row.verdict() == Verdict.DELETABLE ? 1 : 0;
        }
      }
    }
    assertThat(freed).as("branches that went").isGreaterThan(POPULATIONS / 4);
  }

  @ParameterizedTest
  @EnumSource
  void historiesLeaveNothingUnclearButWhatAChainCarries(Scope scope) {
    for (int seed = 0; seed < POPULATIONS; seed++) {
      Population population = new Population(scope, new Random(seed));
      List<Truth> runs = runs(population, seed);
      List<Row> rows = rows(population, runs.stream().map(Truth::byHistory).toList());
      if (scope != Scope.CHAIN) {
        assertThat(rows).as("seed %s", seed).allMatch(row -> row.unclear() == 0);
      }
      long open = runs.stream().filter(run -> isOpenOn(run, 1)).count();
      if (scope == Scope.KEY) {
        // A key may end in a hyphen, so an entry of the version before may be one of version 1.
        assertThat(rows.get(1).open()).as("seed %s", seed).isGreaterThanOrEqualTo(open);
      } else {
        assertThat(rows.get(1).open()).as("seed %s", seed).isEqualTo(open);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIndexThatIsKeptSaysAsMuchAsHistories(Scope scope) {
    int same = 0;
    for (int seed = 0; seed < POPULATIONS; seed++) {
      Population population = new Population(scope, new Random(seed));
      List<Truth> runs = runs(population, seed);
      boolean cut = runs.stream().anyMatch(run -> run.byIndex().source() == Seen.Source.CUT);
      if (population.isKept() && !cut) {
        List<Row> byIndex = rows(population, runs.stream().map(Truth::byIndex).toList());
        List<Row> byHistory = rows(population, runs.stream().map(Truth::byHistory).toList());
        assertThat(byIndex).extracting(Row::open).isEqualTo(open(byHistory));
        same++;
      }
    }
    assertThat(same).isGreaterThan(POPULATIONS / 10);
  }

  private static List<Long> open(List<Row> rows) {
    return rows.stream().map(Row::open).toList();
  }

  private static boolean isOpenOn(Truth run, int version) {
    return run.byHistory().isOpen() && run.took().contains(version);
  }

  private static void assertFree(Row row, List<Truth> runs, String seed) {
    boolean free = row.verdict() == Verdict.DELETABLE || row.verdict() == Verdict.RETAINED;
    for (Truth run : runs) {
      if (!free || !run.needs(row.version())) {
        continue;
      }
      Instant closed = run.byIndex().closed();
      assertThat(closed).as("%s: end of %s, which needs %s", seed, run, row).isNotNull();
      Instant gone = Objects.requireNonNull(closed).plus(Population.RETENTION);
      if (gone.isAfter(Population.NOW)) {
        assertThat(row.deletableFrom()).as("%s: %s needs %s", seed, run, row).isNotNull();
        assertThat(row.deletableFrom())
            .as("%s: %s needs %s", seed, run, row)
            .isAfterOrEqualTo(gone);
      }
    }
  }

  private static List<Truth> runs(Population population, int seed) {
    List<Truth> runs = new ArrayList<>();
    int many = 1 + seed % MOST_RUNS;
    for (int i = 0; i < many; i++) {
      runs.add(population.run(i));
    }
    return runs;
  }

  private static List<Row> rows(Population population, List<Seen> runs) {
    ChangeLedger ledger = population.ledger();
    Listed listed = new Listed(ledger, Population.SETTLED);
    runs.forEach(listed::add);
    return new Verdicts(
            listed, Condition.ofTypes(List.of("Cart")), Population.NOW, Population.RETENTION)
        .rows(ledger, Duration.ofDays(2));
  }
}
