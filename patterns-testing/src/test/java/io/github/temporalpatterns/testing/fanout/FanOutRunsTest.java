// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutOperator.Phase;
import io.github.temporalpatterns.fanout.FanOutOperator.Status;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutReport.Outcome;
import io.github.temporalpatterns.fanout.FanOutWatch;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.Time;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.activity.Activity;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reaches over all runs, when what the user's run cannot take is more than its shards can. */
@Tag("real-server")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FanOutRunsTest {
  private static final String COORDINATOR = "patterns.fanout.coordinator";
  private static final int WINDOW = 10;

  private final Queue<Long> begun = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder()
              .setName("fanout-runs")
              .setTime(Time.REAL)
              .setReplay(Replay.AT_END)
              .setWorkflows(Crowd.workflows())
              .build());

  @AfterEach
  void close() {
    gate.countDown();
    env.close();
  }

  @Test
  void aCoordinatorContinuesAsNewAndLosesNothing() {
    Scenario<Crowd> run = start(75, 90, this::pass);
    FanOutReport<?> report = run.result(FanOutReport.class);
    assertThat(report.value()).isEqualTo(75L * 74 / 2);
    assertThat(report.succeeded()).isEqualTo(75);
    assertThat(begun).containsExactlyInAnyOrderElementsOf(LongStream.range(0, 75).boxed().toList());
    List<WorkflowExecutionHistory> all = Family.of(env.client(), run.execution());
    assertThat(Family.count(all, COORDINATOR)).isGreaterThan(1);
    assertThat(all).allSatisfy(one -> assertThat(one.getEvents()).hasSizeLessThan(90));
  }

  @Test
  void anOperatorReachesTheShardsOfACoordinator() {
    // The coordinator's own run is not full when its shards come to the gate, or it would drain.
    Scenario<Crowd> run =
        start(1_000, 150, chunk -> chunk.first() < 30 ? pass(chunk) : wait(chunk));
    env.await("a full window at the gate", () -> atGate() == WINDOW);
    FanOutOperator operator = run.stub(FanOutOperator.class);
    FanOutWatch watch = FanOutWatch.of(env.client(), run.execution().getWorkflowId());
    operator.fanOutPause(Command.of("1", "ann", "a test"));
    operator.fanOutSetWindow(Command.of("2", "ann", "a test").number(5));
    operator.fanOutSetMaxItemsPerSecond(Command.of("2b", "ann", "a test").number(8));
    env.await("all runs know", () -> know(watch, 3, 5, 8));
    operator.fanOutCancel(Command.of("3", "ann", "a test").stop(Stop.NOW));
    FanOutReport<?> report = run.result(FanOutReport.class);
    assertThat(report.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(report.succeeded()).isEqualTo(30);
    assertThat(begun).hasSize(30 + WINDOW);
    assertThat(env.attempts().that(Attempt.Outcome.CANCELED).count()).isEqualTo(WINDOW);
  }

  private long atGate() {
    return begun.stream().filter(number -> number >= 30).count();
  }

  /** Whether a coordinator and its shards are paused, and the shards share window and rate. */
  private boolean know(FanOutWatch watch, int runs, int window, double rate) {
    List<Status> all = new ArrayList<>();
    watch.status().shards().forEach(id -> all.add(FanOutWatch.of(env.client(), id).status()));
    return all.size() == runs
        && all.stream().allMatch(status -> status.phase() == Phase.PAUSED)
        && all.stream().mapToInt(Status::window).sum() == 2 * window
        && all.stream().map(Status::maxItemsPerSecond).allMatch(Objects::nonNull)
        && all.stream().mapToDouble(Status::maxItemsPerSecond).sum() == 2 * rate;
  }

  private Scenario<Crowd> start(long items, int events, Crowd.Turnstile turnstile) {
    env.register(turnstile);
    Crowd.Job job = Crowd.Job.of(items, WINDOW).events(events);
    return env.scenario(Crowd.class).start(crowd -> crowd.run(job));
  }

  private Chunk.Result<Long> pass(Chunk<Long> chunk) {
    begun.add(chunk.first());
    return chunk.fold(new Sum(), number -> number);
  }

  private Chunk.Result<Long> wait(Chunk<Long> chunk) {
    begun.add(chunk.first());
    try {
      while (!gate.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the gate was torn down", e);
    }
    return chunk.fold(new Sum(), number -> number);
  }
}
