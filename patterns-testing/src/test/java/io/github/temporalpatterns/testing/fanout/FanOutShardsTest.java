// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
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
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands and leases reach every shard. */
@Tag("real-server")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FanOutShardsTest {
  private static final int WINDOW = 20;

  /** More than one run takes: four shards. */
  private static final Crowd.Job JOB = Crowd.Job.of(1_001, WINDOW);

  private final Set<Long> begun = new ConcurrentSkipListSet<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder()
              .setName("fanout-shards")
              .setTime(PatternEnvOptions.Time.REAL)
              .build());

  @AfterEach
  void close() {
    gate.countDown();
    env.close();
  }

  @Test
  void anOperatorPausesAndEndsEveryShard() {
    Scenario<Crowd> run = start(this::waiting);
    env.await("a full window", () -> begun.size() == WINDOW);
    FanOutOperator operator = run.stub(FanOutOperator.class);
    FanOutWatch watch = FanOutWatch.of(env.client(), run.execution().getWorkflowId());
    operator.fanOutPause(Command.of("1", "ann", "a test"));
    assertThat(operator.fanOutStatus().shards()).hasSize(4);
    env.await("every shard paused", () -> allPaused(operator.fanOutStatus()));
    assertThat(watch.status().inFlight()).isEqualTo(WINDOW);
    assertThat(operator.fanOutStatus().inFlight()).as("shards, in one run's eyes").isEqualTo(4);
    gate.countDown();
    env.await("drained", () -> isDrained(watch));
    assertThat(watch.status().succeeded()).isEqualTo(WINDOW);
    assertThat(operator.fanOutStatus().succeeded()).isZero();
    operator.fanOutCancel(Command.of("2", "ann", "a test").stop(Stop.DRAIN));
    FanOutReport<?> report = run.result(FanOutReport.class);
    assertThat(report.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(report.succeeded()).isEqualTo(WINDOW);
    assertThat(begun).hasSize(WINDOW);
  }

  @Test
  void failuresAreToleratedOverAllShardsAndNotInEach() {
    Scenario<Crowd> run =
        start(
            chunk -> {
              begun.add(chunk.first());
              throw ApplicationFailure.newNonRetryableFailure("no", "NO");
            });
    Throwable failure = catchThrowable(() -> run.result(FanOutReport.class));
    assertThat(FailureTypes.matches(failure, FailureTypes.FAN_OUT_FAILED)).isTrue();
    assertThat(failure).hasStackTraceContaining("more items failed than tolerated (7)");
    assertThat(begun).hasSizeBetween(8, 7 + 2 * WINDOW);
  }

  /** Never before every call of every shard has ended. */
  private boolean isDrained(FanOutWatch watch) {
    boolean isDrained = watch.status().inFlight() == 0;
    assertThat(!isDrained || ended.get() == WINDOW).as("drained too early").isTrue();
    return isDrained;
  }

  private boolean allPaused(Status status) {
    return status.shards().stream()
        .map(id -> env.client().newWorkflowStub(FanOutOperator.class, id).fanOutStatus())
        .allMatch(shard -> shard.phase() == Phase.PAUSED);
  }

  private Scenario<Crowd> start(Crowd.Turnstile turnstile) {
    env.worker().registerWorkflows(Crowd.workflows());
    env.register(turnstile);
    return env.scenario(Crowd.class).start(crowd -> crowd.run(JOB));
  }

  private Chunk.Result<Long> waiting(Chunk<Long> chunk) {
    begun.add(chunk.first());
    try {
      while (!gate.await(20, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the gate was torn down", e);
    }
    Chunk.Result<Long> result = chunk.fold(new Sum(), number -> number);
    ended.incrementAndGet();
    return result;
  }
}
