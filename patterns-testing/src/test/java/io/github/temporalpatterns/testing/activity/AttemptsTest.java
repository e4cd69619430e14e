// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.activity.Attempt.Outcome;
import io.github.temporalpatterns.testing.activity.Attempts.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final Attempts THREE =
      new Attempts(
          List.of(
              new Entry(attempt("Charge", Outcome.FAILED, "DECLINED"), 0, 3),
              new Entry(attempt("Ship", Outcome.COMPLETED, null), 1, 2),
              new Entry(attempt("Charge", Outcome.RUNNING, null), 4, Long.MAX_VALUE)),
          Set.of("Charge", "Ship", "Refund"));

  @Test
  void selectsByTypeWhateverTheFirstLetterIs() {
    assertThat(THREE.of("charge").count()).isEqualTo(2);
    assertThat(THREE.of("Charge").types()).containsExactly("Charge", "Charge");
    assertThat(THREE.of("refund").list()).isEmpty();
  }

  @Test
  void refusesATypeThatNoWorkerHas() {
    assertThatThrownBy(() -> THREE.of("chrage"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no worker has an activity \"chrage\"")
        .hasMessageContaining("Refund");
  }

  @Test
  void selectsByOutcomeAndCondition() {
    assertThat(THREE.that(Outcome.COMPLETED).types()).containsExactly("Ship");
    assertThat(THREE.where(attempt -> attempt.failureType() != null).count()).isEqualTo(1);
  }

  @Test
  void knowsHowManyRanTogether() {
    assertThat(THREE.maxConcurrent()).isEqualTo(2);
    assertThat(THREE.of("charge").maxConcurrent()).isEqualTo(1);
    assertThat(THREE.of("refund").maxConcurrent()).isZero();
  }

  @Test
  void printsOneLineForEachAttempt() {
    assertThat(THREE.toString().lines())
        .containsExactly(
            "3 attempts",
            "  Charge[book] attempt 1 FAILED DECLINED",
            "  Ship[book] attempt 1 COMPLETED",
            "  Charge[book] attempt 1 RUNNING");
  }

  @Test
  void measuresTheWaitBeforeEachRetry() {
    Attempts retried =
        new Attempts(
            List.of(
                new Entry(attempt("a", 1, 0, 2L), 0, 1),
                new Entry(attempt("b", 1, 0, 1L), 2, 3),
                new Entry(attempt("a", 2, 5, 6L), 4, 5),
                new Entry(attempt("b", 2, 3, null), 6, 9),
                new Entry(attempt("a", 3, 16, 17L), 7, 8)),
            Set.of("Charge"));
    assertThat(retried.gaps())
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(10));
    assertThat(THREE.gaps()).isEmpty();
  }

  @Test
  void givesAnArgumentByItsType() {
    Attempt attempt = attempt("a", 1, 0, 1L);
    assertThat(attempt.argument(0, String.class)).isEqualTo("book");
    assertThatThrownBy(() -> attempt.argument(0, Integer.class))
        .isInstanceOf(ClassCastException.class);
    Attempt counted =
        new Attempt(
            "Count", "w", "r", "a", 1, List.of(7), Outcome.FAILED, null, Instant.EPOCH, null);
    assertThat(counted.argument(0, int.class)).isEqualTo(7);
  }

  private static Attempt attempt(String id, int number, long start, @Nullable Long end) {
    return new Attempt(
        "Charge",
        "w",
        "r",
        id,
        number,
        List.of("book"),
        Outcome.FAILED,
        "BUSY",
        Instant.ofEpochSecond(start),
        end == null ? null : Instant.ofEpochSecond(end));
  }

  private static Attempt attempt(String type, Outcome outcome, @Nullable String failure) {
    return new Attempt(
        type, "w", "r", "a", 1, List.of("book"), outcome, failure, Instant.EPOCH, Instant.EPOCH);
  }
}
