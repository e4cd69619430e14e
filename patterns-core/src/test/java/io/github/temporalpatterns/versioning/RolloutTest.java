// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final int RUNS = 20_000;
  private static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder()
          .change("fraud", "x")
          .version(1, "2026-01-01", "one")
          .version(2, "2026-02-01", "two")
          .change("tax", "x")
          .version(1, "2026-01-01", "one")
          .build();

  @Test
  void letsThatPartOfTheRunsIn() {
    for (double percent : new double[] {0, 0.5, 10, 50, 99, 100}) {
      assertThat(in(fraud(percent)).count() * 100.0 / RUNS)
          .as("of %s %%", percent)
          .isCloseTo(percent, within(1.0));
    }
    assertThat(in(fraud(0)).count()).isZero();
    assertThat(in(fraud(100)).count()).isEqualTo(RUNS);
  }

  @Test
  void aHigherPercentageOnlyAddsRuns() {
    List<Integer> before = in(fraud(1)).boxed().toList();
    for (double percent : new double[] {2, 5, 20, 80}) {
      List<Integer> after = in(fraud(percent)).boxed().toList();
      assertThat(after).containsAll(before);
      before = after;
    }
  }

  @Test
  void changesTakeDifferentRuns() {
    Rollout both = Rollout.newBuilder(LEDGER).percent("fraud", 2, 50).percent("tax", 1, 50).build();
    long same =
        IntStream.range(0, RUNS)
            .filter(
                i ->
                    (both.version("order-" + i, "fraud", -1, 2) == 2)
                        == (both.version("order-" + i, "tax", -1, 1) == 1))
            .count();
    assertThat(same * 100.0 / RUNS).isCloseTo(50, within(2.0));
  }

  @Test
  void theOthersTakeTheVersionBefore() {
    assertThat(fraud(0).version("order-1", "fraud", -1, 2)).isEqualTo(1);
    Rollout first = Rollout.newBuilder(LEDGER).off("fraud", 1).build();
    assertThat(first.version("order-1", "fraud", -1, 1)).isEqualTo(-1);
    assertThat(first.version("order-1", "tax", -1, 1)).isEqualTo(1);
    assertThat(first.version("order-1", "patterns.saga.x", -1, 5)).isEqualTo(5);
  }

  @Test
  void neverLeavesWhatTheCodeHas() {
    assertThat(fraud(0).version("order-1", "fraud", 2, 2)).isEqualTo(2);
    assertThat(fraud(100).version("order-1", "fraud", -1, 1)).isEqualTo(1);
  }

  @Test
  void aCohortIsInWhateverThePercentage() {
    Rollout cohort = Rollout.newBuilder(LEDGER).cohort("fraud", 2, "order-7").build();
    assertThat(cohort.version("order-7", "fraud", -1, 2)).isEqualTo(2);
    assertThat(cohort.version("order-7", "fraud#monday", -1, 2)).isEqualTo(2);
    assertThat(cohort.version("order-8", "fraud", -1, 2)).isEqualTo(1);
  }

  @Test
  void aCohortMayNameARunTwice() {
    Rollout cohort = Rollout.newBuilder(LEDGER).cohort("fraud", 2, "order-7", "order-7").build();
    assertThat(cohort.version("order-7", "fraud", -1, 2)).isEqualTo(2);
  }

  @Test
  void isTheSameInEveryReleaseAndOnEveryMachine() {
    assertThat(in(fraud(0.1)).limit(3).toArray()).containsExactly(12, 960, 2005);
  }

  @Test
  void refusesWhatTheLedgerDoesNotHave() {
    Rollout.Builder builder = Rollout.newBuilder(LEDGER);
    assertThatThrownBy(() -> builder.percent("fraud", 3, 10))
        .hasMessage("version of \"fraud\" must be between 1 and 2, was 3");
    assertThatThrownBy(() -> builder.off("freud", 1)).hasMessageContaining("is not in the ledger");
    assertThatThrownBy(() -> builder.percent("fraud", 2, Double.NaN))
        .hasMessage("percent must be between 0 and 100, was NaN");
    builder.off("fraud", 2);
    assertThatThrownBy(() -> builder.off("fraud", 1))
        .hasMessage("change \"fraud\" has a rule already");
  }

  private static Rollout fraud(double percent) {
    return Rollout.newBuilder(LEDGER).percent("fraud", 2, percent).build();
  }

  private static IntStream in(Rollout rollout) {
    return IntStream.range(0, RUNS).filter(i -> rollout.version("order-" + i, "fraud", -1, 2) == 2);
  }
}
