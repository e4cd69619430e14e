// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.batch.BatchLab.Story;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules 11 to 15: items that fail. */
abstract class FailureRules extends BatchRules {

  @Test
  void rule11_tries_an_item_as_often_as_told_and_then_skips_it() {
    AtomicInteger tries = new AtomicInteger();
    Story story =
        lab()
            .play(
                new Plan(4, 1, 3, 1, WhenStopped.THROW),
                position -> {
                  if (position == 1) {
                    tries.incrementAndGet();
                    throw new IllegalStateException("never");
                  }
                });
    assertThat(tries).hasValue(3);
    assertTotals(story, 4, 1);
    assertThat(story.world().effects()).containsOnlyKeys(0L, 2L, 3L);
  }

  @Test
  void rule12_does_not_try_again_what_is_not_retryable() {
    AtomicInteger tries = new AtomicInteger();
    Story story =
        lab()
            .play(
                new Plan(4, 1, 3, 1, WhenStopped.THROW),
                position -> {
                  if (position == 1) {
                    tries.incrementAndGet();
                    throw refused();
                  }
                });
    assertThat(tries).hasValue(1);
    assertTotals(story, 4, 1);
  }

  @Test
  void rule13_skips_exactly_as_many_as_allowed_however_many_fail_at_once() {
    assertTotals(lab().play(new Plan(40, 8, 1, 10, WhenStopped.THROW), everyFourth()), 40, 10);
    Story tooMany = lab().play(new Plan(40, 8, 1, 9, WhenStopped.THROW), everyFourth());
    assertThat(tooMany.result()).isNull();
    assertThat(tooMany.first().isFinal()).isTrue();
  }

  @Test
  void rule14_counts_a_skipped_item_once_whatever_happens() {
    Plan plan = new Plan(8, 2, 1, 2, WhenStopped.THROW);
    Story undisturbed = lab().play(plan, everyFourth());
    assertTotals(undisturbed, 8, 2);
    for (Strike strike : Strikes.over(undisturbed.attempts().get(0))) {
      if (strike.blow() == Blow.KILL) {
        assertTotals(lab().play(plan, everyFourth(), strike, 1), 8, 2);
      }
    }
  }

  @Test
  void rule15_keeps_its_heartbeats_small_whatever_fails() {
    String wordy = "word ".repeat(500);
    Story story =
        lab()
            .play(
                new Plan(60, 8, 1, 60, WhenStopped.THROW),
                position -> {
                  throw new IllegalStateException(wordy);
                });
    assertTotals(story, 60, 60);
    assertThat(story.attempts().get(0).largestHeartbeat()).isBetween(1L, 8L << 10);
  }

  private static void assertTotals(Story story, long done, long skipped) {
    assertThat(story.result())
        .usingRecursiveComparison()
        .ignoringFields("checkpoint")
        .isEqualTo(new Result(true, done, skipped, ""));
  }

  private static ScriptedBatch.Item everyFourth() {
    return position -> {
      if (position % 4 == 1) {
        throw refused();
      }
    };
  }

  private static ApplicationFailure refused() {
    return ApplicationFailure.newNonRetryableFailure("refused", "REFUSED");
  }
}
