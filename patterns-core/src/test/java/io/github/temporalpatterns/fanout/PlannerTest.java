// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.FanOutReport.Mode;
import io.github.temporalpatterns.fanout.FanOutReport.Plan;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The planner keeps every bound, whatever it is asked. */
final class PlannerTest {

  @Test
  void everyPlanKeepsEveryBound() {
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      long items = (long) Math.pow(10, random.nextDouble() * 10) - 1;
      int chunk = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1_000);
      int window = 1 + random.nextInt(FanOutOptions.MOST_AT_ONCE);
      Plan plan = Planner.plan(items, chunk, window);
      int shards = Math.max(1, plan.shardsAtOnce());
      assertThat((long) shards * plan.window()).as("%s", plan).isBetween(1L, (long) window);
      assertThat(plan.window()).as("%s", plan).isLessThanOrEqualTo(Planner.WINDOW_OF_ONE_RUN);
      assertThat(plan.shardChunks()).as("%s", plan).isBetween(0, Planner.CHUNKS_OF_A_SHARD);
      assertThat(plan.shardsAtOnce()).as("%s", plan).isBetween(0, Planner.SHARDS_AT_ONCE);
      assertThat(plan.chunkSize()).as("%s", plan).isEqualTo(chunk == 0 ? plan.chunkSize() : chunk);
      assertMode(plan);
    }
  }

  private static void assertMode(Plan plan) {
    switch (plan.mode()) {
      case ONE_RUN ->
          assertThat(plan.chunks()).as("%s", plan).isLessThanOrEqualTo(Planner.CHUNKS_OF_ONE_RUN);
      case SHARDS ->
          assertThat(plan.shards()).as("%s", plan).isBetween(1L, (long) Planner.SHARDS_OF_ONE_RUN);
      case COORDINATOR ->
          assertThat(plan.shards()).as("%s", plan).isGreaterThan(Planner.SHARDS_OF_ONE_RUN);
    }
  }

  @Test
  void choosesTheModeBySize() {
    assertThat(Planner.plan(0, 100, 100).mode()).isEqualTo(Mode.ONE_RUN);
    assertThat(Planner.plan(100_000, 100, 100).mode()).isEqualTo(Mode.ONE_RUN);
    assertThat(Planner.plan(100_001, 100, 100).mode()).isEqualTo(Mode.SHARDS);
    assertThat(Planner.plan(24_000_000, 100, 100).mode()).isEqualTo(Mode.SHARDS);
    assertThat(Planner.plan(24_000_001, 100, 100).mode()).isEqualTo(Mode.COORDINATOR);
    assertThat(Planner.plan(-1, 100, 100).mode()).isEqualTo(Mode.COORDINATOR);
  }

  @Test
  void cutsAMillionIntoTwentyShards() {
    assertThat(Planner.plan(1_000_000, 100, 1_000))
        .isEqualTo(new Plan(Mode.SHARDS, 1_000_000, 100, 500, 20, 50));
  }

  @Test
  void choosesAChunkSizeThatFillsTheWindow() {
    assertThat(Planner.plan(10, 0, 100).chunkSize()).isEqualTo(1);
    assertThat(Planner.plan(10_000, 0, 100).chunkSize()).isEqualTo(25);
    assertThat(Planner.plan(1_000_000, 0, 100).chunkSize()).isEqualTo(100);
  }

  @Test
  void explainsItself() {
    assertThat(Planner.plan(5_000, 100, 200).explain())
        .isEqualTo(
            "5,000 items in 50 chunks of at most 100: one run, 200 calls at once."
                + " Up to 1,000 chunks, shards cost more than they give."
                + " A worker for the workflow and its activities is fastest with 45 eager"
                + " reservations.");
    assertThat(Planner.plan(2_000, 1, 400).eagerReservations()).isEqualTo(20);
    assertThat(Planner.plan(1_000_000, 100, 1_000).explain())
        .contains("20 shards of at most 500 chunks, 20 at once with 50 calls each");
    assertThat(Planner.plan(-1, 100, 100).explain()).contains("continues as new");
  }
}
