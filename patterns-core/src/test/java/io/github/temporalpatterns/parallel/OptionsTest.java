// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.parallel.ParallelOptions.TooManyFailures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bad input is refused by option, rule and value. */
final class OptionsTest {

  @Test
  void refusesWhatCannotWork() {
    refused(o -> o.setConcurrency(0), "concurrency must be between 1 and 2000, was 0");
    refused(o -> o.setConcurrency(2_001), "concurrency must be between 1 and 2000, was 2001");
    refused(o -> o.setToleratedFailures(-1), "toleratedFailures must be at least 0, was -1");
    refused(
        o -> o.setToleratedFailureRatio(1.5),
        "toleratedFailureRatio must be between 0 and 1, was 1.5");
    refused(
        o -> o.setToleratedFailureRatio(Double.NaN),
        "toleratedFailureRatio must be between 0 and 1, was NaN");
    refused(o -> o.setQuorum(0), "quorum must be at least 1, was 0");
    refused(
        o -> o.setQuorum(2).setToleratedFailures(1),
        "quorum must not go together with tolerated failures, was 2");
  }

  @Test
  void refusesMoreItemsThanARunCanHold() {
    List<Integer> many = Collections.nCopies(ParallelOptions.MOST_ITEMS + 1, 1);
    assertThatThrownBy(() -> Parallel.create().map(many, item -> null))
        .satisfies(
            failure ->
                assertThat(FailureTypes.matches(failure, FailureTypes.PARALLEL_REFUSED)).isTrue())
        .hasMessageContaining("items must be at most 8000 in one run, were 8001");
  }

  @Test
  void refusesARaceThatCannotBeRun() {
    assertThatThrownBy(() -> RaceOptions.hedged(Duration.ZERO).build())
        .hasMessage("hedgeDelay must be positive, was PT0S");
    assertThatThrownBy(() -> RaceOptions.together().setDeadline(Duration.ZERO).build())
        .hasMessage("deadline must be positive, was PT0S");
    assertThatThrownBy(() -> Race.create(RaceOptions.fallback().build()).<String>first(List.of()))
        .satisfies(
            failure -> assertThat(FailureTypes.matches(failure, FailureTypes.RACE_LOST)).isTrue())
        .hasMessageContaining("none of 0 contenders succeeded");
  }

  @Test
  void copies() {
    ParallelOptions options =
        ParallelOptions.newBuilder()
            .setConcurrency(7)
            .setToleratedFailures(3)
            .setToleratedFailureRatio(0.5)
            .setTooManyFailures(TooManyFailures.DRAIN)
            .build();
    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
  }

  private static void refused(Consumer<ParallelOptions.Builder> setting, String message) {
    ParallelOptions.Builder builder = ParallelOptions.newBuilder();
    setting.accept(builder);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
