// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutReport.Outcome;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Resets;
import io.github.temporalpatterns.testing.Scenario;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operator resets a run whose shards are under way, as after a bad deployment. */
@Tag("real-server-only")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FanOutResetTest {
  private static final Crowd.Job JOB = Crowd.Job.of(1_001, 100);

  private final Set<Long> begun = new ConcurrentSkipListSet<>();
  private final Set<Long> done = new ConcurrentSkipListSet<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void aResetRunStartsShardsOfItsOwn() {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder()
            .setName("fanout-reset")
            .setTime(PatternEnvOptions.Time.REAL)
            .setWatchdog(Duration.ofSeconds(100)) // both histories' shards work
            .setReplay(PatternEnvOptions.Replay.NEVER)
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      env.worker().registerWorkflows(Crowd.workflows());
      env.register((Crowd.Turnstile) this::pass);
      Scenario<Crowd> run = env.scenario(Crowd.class).start(crowd -> crowd.run(JOB));
      env.await("shards at work", () -> begun.size() >= 20);

      Resets.toFirstTask(env.client(), run.execution());
      gate.countDown();

      FanOutReport<?> report =
          env.client()
              .newUntypedWorkflowStub(run.execution().getWorkflowId())
              .getResult(FanOutReport.class);
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(report.succeeded()).isEqualTo(JOB.items());
      assertThat(done).hasSize((int) JOB.items());
    }
  }

  private Chunk.Result<Long> pass(Chunk<Long> chunk) {
    begun.add(chunk.first());
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the gate was torn down", e);
    }
    return chunk.fold(
        new Sum(),
        number -> {
          done.add(number);
          return number;
        });
  }
}
