// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.batch.BatchLab.Story;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules 1 to 5: work without accidents. */
abstract class WorkRules extends BatchRules {

  @Test
  void rule01_processes_every_item_once_and_counts_them() {
    Story story = lab().play(plan(20, 4), position -> {});
    assertThat(story.world().effects()).hasSize(20);
    assertThat(story.world().redone()).isZero();
    assertThat(story.attempts()).hasSize(1);
    assertThat(story.result())
        .usingRecursiveComparison()
        .ignoringFields("checkpoint")
        .isEqualTo(new Result(true, 20, 0, ""));
  }

  @Test
  void rule02_has_as_many_under_way_as_allowed_and_no_more() {
    CountDownLatch three = new CountDownLatch(3);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    lab()
        .heartbeatTimeout(Duration.ofSeconds(1))
        .play(
            plan(12, 3),
            position -> {
              boolean early = three.getCount() > 0;
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              three.countDown();
              lab().pass(three);
              if (early) {
                // Time for a fourth one to start, if it could.
                lab().passHeartbeats(lab().attempt().heartbeats() + 2);
              }
              underWay.decrementAndGet();
            });
    assertThat(most).hasValue(3);
  }

  @Test
  void rule03_does_not_let_a_slow_item_hold_up_the_others() {
    CountDownLatch others = new CountDownLatch(7);
    Story story =
        lab()
            .play(
                plan(8, 2),
                position -> {
                  if (position == 0) {
                    lab().pass(others);
                  }
                  others.countDown();
                });
    assertThat(story.world().effects()).hasSize(8);
  }

  @Test
  void rule04_calls_for_heartbeats_while_an_item_is_slow() {
    Story story =
        lab()
            .heartbeatTimeout(Duration.ofMillis(400))
            .play(plan(1, 1), position -> lab().passHeartbeats(lab().attempt().heartbeats() + 3));
    assertThat(story.world().effects()).hasSize(1);
  }

  @Test
  void rule05_gives_heartbeats_values_that_do_not_change() {
    Story story = lab().play(plan(10, 2), position -> {});
    SimulatedAttempt attempt = story.attempts().get(0);
    assertThat(attempt.heartbeats()).isGreaterThanOrEqualTo(11);
    assertThat(attempt.changedHeartbeats()).isEmpty();
  }
}
