// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.Shadow.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs that a real server lists. */
@Tag("real-server-only")
@PatternTest(workflows = LoopWorkflow.Impl.class)
class ShadowServerTest {
  private final List<String> open = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();

  @Test
  void findsTheRunsThatEachChangeBreaks(PatternEnv env, Canned<Round> round) {
    round.on(Round::play).completes();
    for (int i = 0; i < 5; i++) {
      play(env.scenario(LoopWorkflow.class), i < 3);
    }
    String queue = "TaskQueue = '" + env.worker().taskQueue() + "'";
    env.await("the index", () -> env.client().countWorkflows(queue).getCount() == 5);
    env.await(
        "the ends",
        () ->
            env.client().countWorkflows(queue + " AND ExecutionStatus = 'Completed'").getCount()
                == 3);

    assertThat(shadow(env, LoopWorkflow.Impl.class, queue).replay())
        .hasToString("5 of 5 runs replay, 0 diverge, 0 were skipped");
    assertThat(shadow(env, ShadowTest.PlaysAtTheEnd.class, queue).replay().diverged())
        .extracting(Run::runId)
        .containsExactlyInAnyOrderElementsOf(closed);
    assertThat(shadow(env, HistoriesTest.Changed.class, queue).replay().diverged())
        .extracting(Run::runId)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(open.stream(), closed.stream()).toList());
    assertThat(shadow(env, LoopWorkflow.Impl.class, queue).atMost(1).replay().runs()).hasSize(2);
    assertThat(
            shadow(env, LoopWorkflow.Impl.class, queue + " OR WorkflowId = 'none'").replay().runs())
        .hasSize(5);
  }

  private void play(Scenario<LoopWorkflow> loop, boolean toTheEnd) {
    loop.start(w -> w.rounds(0, 1));
    loop.await("the gate", () -> loop.stub(Gate.class).waiting());
    if (toTheEnd) {
      loop.stub(Gate.class).open();
      loop.end();
    }
    (toTheEnd ? closed : open).add(loop.execution().getRunId());
  }

  private static Shadow shadow(PatternEnv env, Class<?> workflow, String query) {
    return Shadow.of(env.client(), workflow).where(query).pace(Duration.ofMillis(10));
  }
}
