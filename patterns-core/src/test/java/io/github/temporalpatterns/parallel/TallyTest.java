// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The bounds of a map are exact, for any number of items and any order of ends. */
final class TallyTest {

  @RepeatedTest(500)
  void agreesWithDecimalArithmetic(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int items = random.nextInt(2_000);
    int percent = random.nextInt(101);
    int exact =
        new BigDecimal(percent)
            .multiply(new BigDecimal(items))
            .divide(new BigDecimal(100), RoundingMode.FLOOR)
            .intValue();
    Tally tally =
        new Tally(
            items, ParallelOptions.newBuilder().setToleratedFailureRatio(percent / 100.0).build());

    for (int failed = 1; failed <= items; failed++) {
      tally.failure();
      assertThat(tally.isBroken()).as("%d of %d", failed, items).isEqualTo(failed > exact);
    }
  }

  @Test
  void theSmallerBoundHolds() {
    ParallelOptions options =
        ParallelOptions.newBuilder().setToleratedFailures(1).setToleratedFailureRatio(0.5).build();
    Tally tally = new Tally(10, options);
    tally.failure();
    assertThat(tally.isBroken()).isFalse();
    tally.failure();
    assertThat(tally.isBroken()).isTrue();
  }

  @Test
  void aQuorumOfMoreThanAllIsNeverReached() {
    Tally tally = new Tally(1, ParallelOptions.newBuilder().setQuorum(2).build());
    tally.success();
    assertThat(tally.isReached()).isFalse();
    assertThat(tally.isAcceptable()).isFalse();
  }
}
