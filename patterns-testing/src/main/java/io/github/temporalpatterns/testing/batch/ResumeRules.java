// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.batch.BatchLab.Story;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rules 6 to 10: where an attempt goes on. */
abstract class ResumeRules extends BatchRules {

  @Test
  void rule06_a_kill_anywhere_loses_no_item_and_repeats_one_at_most() {
    killEverywhere(plan(6, 1), 1);
  }

  @Test
  void rule07_heartbeats_that_were_not_sent_cost_no_more_than_their_items() {
    killEverywhere(plan(9, 3), 3);
  }

  @Test
  void rule08_a_failed_attempt_repeats_nothing() {
    AtomicBoolean failed = new AtomicBoolean();
    Story story = lab().play(plan(8, 1), position -> failOnce(position == 5, failed), null, 3);
    assertThat(story.ends()).hasSize(2);
    assertThat(story.first().failure()).isNotNull();
    assertThat(story.world().effects()).hasSize(8);
    assertThat(story.world().redone()).isZero();
  }

  @Test
  void rule09_a_later_attempt_takes_the_heartbeat_before_the_checkpoint_it_was_given() {
    AtomicBoolean failed = new AtomicBoolean();
    Strike cancel = new Strike(Blow.CANCEL, Moment.AFTER_EFFECT, 2);
    Story story =
        lab().play(returning(8, 1), position -> failOnce(position == 5, failed), cancel, 1);
    assertThat(story.ends()).hasSize(3);
    assertThat(story.world().effects()).hasSize(8);
    assertThat(story.world().redone()).isZero();
  }

  @Test
  void rule10_items_done_behind_a_slow_one_are_neither_lost_nor_repeated() {
    CountDownLatch others = new CountDownLatch(5);
    AtomicBoolean killed = new AtomicBoolean();
    Story story =
        lab()
            .play(
                plan(6, 2),
                position -> {
                  if (position == 0 && killed.compareAndSet(false, true)) {
                    lab().pass(others);
                    // One at the start, and one for each of the others.
                    lab().passHeartbeats(6);
                    lab().attempt().strike(Blow.KILL);
                  }
                  others.countDown();
                });
    assertThat(story.attempts()).hasSize(2);
    assertThat(story.world().effects()).hasSize(6);
    assertThat(story.world().redone()).isZero();
  }

  private void killEverywhere(Plan plan, int sentEvery) {
    Story undisturbed = lab().play(plan, position -> {});
    List<Strike> kills =
        Strikes.over(undisturbed.attempts().get(0)).stream()
            .filter(strike -> strike.blow() == Blow.KILL)
            .toList();
    assertThat(kills).hasSizeGreaterThan(4 * (int) plan.items());
    for (Strike kill : kills) {
      Story story = lab().play(plan, position -> {}, kill, sentEvery);
      assertThat(story.world().effects()).as("after %s", kill).hasSize((int) plan.items());
      assertThat(story.world().redone())
          .as("repeated after %s", kill)
          .isLessThanOrEqualTo(plan.window() + sentEvery - 1);
      assertThat(story.done()).as("done after %s", kill).isEqualTo(plan.items());
    }
  }

  private static void failOnce(boolean here, AtomicBoolean failed) {
    if (here && failed.compareAndSet(false, true)) {
      throw new IllegalStateException("once");
    }
  }
}
