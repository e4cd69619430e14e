// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How fast calls follow one another, by the server's clock. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutPaceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void beginsSoManyItemsASecond() {
    try (PatternEnv env = env(PatternEnvOptions.Time.SKIPPED)) {
      Scenario<Crowd> run = start(env, Crowd.Job.of(45, 20).rate(10));
      assertThat(run.result(FanOutReport.class).succeeded()).isEqualTo(45);
      List<Long> begun = scheduled(run);
      for (int i = 0; i + 21 < begun.size(); i++) {
        assertThat(begun.get(i + 21) - begun.get(i)).isGreaterThanOrEqualTo(1_000);
      }
      assertThat(begun.get(44) - begun.get(0)).isGreaterThanOrEqualTo(3_300);
      assertThat(FanOutLab.count(run, EVENT_TYPE_TIMER_STARTED)).isBetween(3L, 5L);
    }
  }

  @Test
  void takesANewRateAtOnce() {
    try (PatternEnv env = env(PatternEnvOptions.Time.REAL)) {
      Scenario<Crowd> run = start(env, Crowd.Job.of(5, 5).rate(0.0001));
      FanOutOperator operator = run.stub(FanOutOperator.class);
      run.await("the first", () -> operator.fanOutStatus().succeeded() == 1);
      assertThatThrownBy(
              () ->
                  operator.fanOutSetMaxItemsPerSecond(Command.of("1", "ann", "a test").number(-1)))
          .isInstanceOf(WorkflowUpdateException.class);
      assertThat(operator.fanOutStatus().maxItemsPerSecond()).isEqualTo(0.0001);
      operator.fanOutSetMaxItemsPerSecond(Command.of("2", "ann", "a test").number(0));
      assertThat(run.result(FanOutReport.class).succeeded()).isEqualTo(5);
    }
  }

  @Test
  void pausesBetweenChunksAndNotAfterTheLast() {
    try (PatternEnv env = env(PatternEnvOptions.Time.SKIPPED)) {
      Scenario<Crowd> run = start(env, Crowd.Job.of(3, 3).pause(HOUR));
      assertThat(run.result(FanOutReport.class).succeeded()).isEqualTo(3);
      List<Long> begun = scheduled(run);
      assertThat(begun.get(1) - begun.get(0)).isGreaterThanOrEqualTo(HOUR.toMillis());
      assertThat(begun.get(2) - begun.get(1)).isGreaterThanOrEqualTo(HOUR.toMillis());
      assertThat(FanOutLab.count(run, EVENT_TYPE_TIMER_STARTED)).isEqualTo(2);
    }
  }

  @Test
  void countsNoTimeInWhichItWasPaused() {
    try (PatternEnv env = env(PatternEnvOptions.Time.SKIPPED)) {
      Scenario<Crowd> run = start(env, Crowd.Job.of(3, 3).pause(HOUR));
      FanOutOperator operator = run.stub(FanOutOperator.class);
      run.await("the first", () -> operator.fanOutStatus().succeeded() == 1);
      operator.fanOutPause(Command.of("1", "ann", "a test"));
      Duration before = operator.fanOutStatus().active();
      env.clock().advance(HOUR.multipliedBy(10));
      operator.fanOutResume(Command.of("2", "ann", "a test"));
      FanOutOperator.Status status = operator.fanOutStatus();
      assertThat(status.elapsed()).isGreaterThanOrEqualTo(HOUR.multipliedBy(10));
      assertThat(status.active()).isLessThan(before.plus(HOUR));
      assertThat(status.rate()).isGreaterThan(1 / (double) HOUR.toSeconds());
      assertThat(status.left()).isLessThan(HOUR.multipliedBy(2));
      assertThat(run.result(FanOutReport.class).succeeded()).isEqualTo(3);
    }
  }

  private static PatternEnv env(PatternEnvOptions.Time time) {
    PatternEnv env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder()
                .setName("fanout-pace")
                .setTime(time)
                .setWorkflows(Crowd.workflows())
                .build());
    env.register((Crowd.Turnstile) chunk -> chunk.fold(new Sum(), number -> number));
    return env;
  }

  private static Scenario<Crowd> start(PatternEnv env, Crowd.Job job) {
    return env.scenario(Crowd.class).start(crowd -> crowd.run(job));
  }

  private static List<Long> scheduled(Scenario<Crowd> run) {
    return run.history().getEvents().stream()
        .filter(event -> event.hasActivityTaskScheduledEventAttributes())
        .map(event -> event.getEventTime())
        .map(time -> time.getSeconds() * 1_000 + time.getNanos() / 1_000_000)
        .toList();
  }
}
