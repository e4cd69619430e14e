// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.batch.BatchLab.Story;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.WhenStopped;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Rules 16 to 20 and 23: attempts that are stopped. */
abstract class StopRules extends BatchRules {

  @Test
  void rule16_a_pause_or_reset_lets_the_items_under_way_end_and_repeats_nothing() {
    for (Blow blow : new Blow[] {Blow.PAUSE, Blow.RESET}) {
      CountDownLatch slow = new CountDownLatch(1);
      Story story =
          lab()
              .play(
                  plan(9, 2),
                  position -> {
                    if (position == 0 && slow.getCount() == 1) {
                      slow.countDown();
                      lab().passAnswer();
                    }
                    lab().pass(slow);
                  },
                  new Strike(blow, Moment.AFTER_EFFECT, 2),
                  3);
      assertThat(story.first().failure()).isNotNull();
      assertResumed(story, 9, 0);
    }
  }

  @Test
  void rule17_a_cancelled_batch_returns_its_checkpoint_if_it_shall() {
    Strike cancel = new Strike(Blow.CANCEL, Moment.AFTER_EFFECT, 3);
    Story returned = lab().play(returning(9, 2), position -> {}, cancel, 3);
    assertThat(returned.first().result()).isNotNull();
    assertResumed(returned, 9, 0);

    Story thrown = lab().play(plan(9, 2), position -> {}, cancel, 3);
    assertThat(thrown.first().isCanceled()).isTrue();
    assertThat(thrown.world().effects()).hasSizeBetween(3, 8);
  }

  @Test
  void rule18_a_shutdown_returns_the_checkpoint_if_it_shall() {
    Strike shutdown = new Strike(Blow.SHUTDOWN, Moment.AFTER_EFFECT, 3);
    Story returned = lab().play(returning(9, 2), position -> {}, shutdown, 1);
    assertThat(returned.first().result()).isNotNull();
    assertResumed(returned, 9, 0);

    Story thrown = lab().play(plan(9, 2), position -> {}, shutdown, 1);
    assertThat(thrown.first().failure()).isNotNull();
    assertResumed(thrown, 9, 2);
  }

  @Test
  void rule19_an_error_ends_the_attempt_as_it_is_and_is_not_tried_again_by_the_batch() {
    AtomicInteger tries = new AtomicInteger();
    Story story =
        lab()
            .play(
                new Plan(6, 2, 3, 6, WhenStopped.THROW),
                position -> {
                  if (position == 2 && tries.incrementAndGet() == 1) {
                    throw new StackOverflowError("boom");
                  }
                });
    assertThat(tries).hasValue(2);
    assertThat(story.first().failureType()).isEqualTo(StackOverflowError.class.getName());
    assertResumed(story, 6, 0);
  }

  @Test
  void rule20_an_interrupt_reaches_the_items_and_none_outlives_its_attempt() {
    CountDownLatch bothWait = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger first = new AtomicInteger(2);
    Story story =
        lab()
            .play(
                plan(6, 2),
                position -> {
                  if (first.getAndDecrement() > 0) {
                    bothWait.countDown();
                    lab().pass(bothWait);
                    lab().attempt().strike(Blow.INTERRUPT);
                    lab().pass(never);
                  }
                });
    assertThat(story.first().failure()).isNotNull();
    assertResumed(story, 6, 0);
  }

  @Test
  void rule23_an_item_that_fails_because_its_worker_stops_does_not_count_as_failed() {
    List<Function<InterruptedException, RuntimeException>> ways =
        List.of(
            wrapped -> new IllegalStateException("called in vain", wrapped),
            flagged -> {
              Thread.currentThread().interrupt();
              return new IllegalStateException("called in vain");
            },
            dropped -> new IllegalStateException("called in vain"));
    for (Function<InterruptedException, RuntimeException> way : ways) {
      AtomicBoolean first = new AtomicBoolean(true);
      Story story =
          lab()
              .play(
                  new Plan(6, 1, 1, 6, WhenStopped.RETURN),
                  position -> {
                    if (position == 2 && first.compareAndSet(true, false)) {
                      lab().attempt().strike(Blow.INTERRUPT);
                      try {
                        lab().pass(new CountDownLatch(1));
                      } catch (InterruptedException e) {
                        throw way.apply(e);
                      }
                    }
                  });
      assertResumed(story, 6, 0);
      assertThat(story.result())
          .usingRecursiveComparison()
          .ignoringFields("checkpoint")
          .isEqualTo(new Result(true, 6, 0, ""));
    }
  }

  private static void assertResumed(Story story, int items, int repeated) {
    assertThat(story.attempts()).hasSize(2);
    assertThat(story.attempts()).allMatch(attempt -> attempt.late() == 0, "no late effect");
    assertThat(story.world().effects()).hasSize(items);
    assertThat(story.world().redone()).isLessThanOrEqualTo(repeated);
    assertThat(story.done()).isEqualTo(items);
  }
}
