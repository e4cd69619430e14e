// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.ClockWorkflow.Bell;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension
  final PatternTestExtension kit =
      PatternTestExtension.of(options -> configure(options.setWorkflows(ClockWorkflow.Impl.class)));

  /** Chooses the server; the embedded one here. */
  PatternEnvOptions.Builder configure(PatternEnvOptions.Builder options) {
    return options.setServer(PatternEnvOptions.Server.EMBEDDED);
  }

  /** The first ring takes three attempts, with a second and two between them. */
  @BeforeEach
  void ring(Canned<Bell> bell) {
    bell.on(Bell::ring).fails(2, "RUSTY").optional().then().completes().optional();
  }

  @RepeatedTest(5)
  void stopsAtWhatWasWaitedFor(Scenario<ClockWorkflow> hours, TestClock clock) {
    hours.start(w -> w.ring(10, HOUR));
    Instant start = clock.now();
    clock.until("the third ring", () -> rings(hours) == 3, HOUR.multipliedBy(10));
    assertThat(Duration.between(start, clock.now())).isBetween(HOUR.multipliedBy(3), after(3));
    hours.stub().stop();
    assertThat(hours.result(Integer.class)).isEqualTo(3);
    assertThat(hours.elapsed()).isBetween(HOUR.multipliedBy(3), after(3));
  }

  @RepeatedTest(5)
  void standsWhenARunCloses(Scenario<ClockWorkflow> hours, TestClock clock) {
    Instant start = clock.now();
    int rings = hours.run(w -> w.ring(2, HOUR));
    assertThat(rings).isEqualTo(2);
    assertThat(Duration.between(start, clock.now())).isBetween(HOUR.multipliedBy(2), after(2));
  }

  private static int rings(Scenario<?> scenario) {
    return scenario.attempts().that(Attempt.Outcome.COMPLETED).count();
  }

  private static Duration after(int hours) {
    return HOUR.multipliedBy(hours).plus(MINUTE);
  }

  @RepeatedTest(5)
  void advancesExactly(Scenario<ClockWorkflow> hours, TestClock clock) {
    hours.start(w -> w.ring(10, HOUR));
    hours.await("the timer", () -> hours.history().getEvents().size() > 4);
    clock.advance(HOUR.minus(MINUTE));
    assertThat(hours.attempts().count()).isZero();
    clock.advance(MINUTE.multipliedBy(2));
    assertThat(rings(hours)).isEqualTo(1);
  }

  @Test
  void runsToTheEnd(Scenario<ClockWorkflow> days, TestClock clock) {
    days.start(w -> w.ring(10, Duration.ofDays(1)));
    clock.runToEnd(days, Duration.ofDays(11));
    assertThat(days.elapsed()).isBetween(Duration.ofDays(10), Duration.ofDays(10).plus(MINUTE));
  }

  @Test
  void explainsARunThatDoesNotEndInTime(Scenario<ClockWorkflow> days, TestClock clock) {
    days.start(w -> w.ring(10, Duration.ofDays(1)));
    Instant start = clock.now();
    assertThatThrownBy(() -> clock.runToEnd(days, HOUR))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("the test waited in vain for the end of ClockWorkflow")
        .hasMessageContaining("until PT1H of the server's time were spent")
        .hasMessageContaining("timer of PT24H, which has PT2");
    assertThat(Duration.between(start, clock.now())).isBetween(HOUR, after(1));
  }

  @RepeatedTest(5)
  void finishesAnUpdateWhoseHandlerSleeps(Scenario<ClockWorkflow> hours, TestClock clock) {
    hours.start(w -> w.ring(1, Duration.ofDays(1)));
    Instant start = clock.now();
    assertThat(hours.stub().sleep(HOUR)).isEqualTo("slept");
    assertThat(Duration.between(start, clock.now())).isBetween(HOUR, after(1));
  }

  @Test
  void finishesAnUpdateThatStartsItsWorkflow(PatternEnv env, TestClock clock) {
    env.start();
    ClockWorkflow stub =
        env.client()
            .newWorkflowStub(
                ClockWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(UUID.randomUUID().toString())
                    .setTaskQueue(env.worker().taskQueue())
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                    .build());
    Instant start = clock.now();
    String slept =
        WorkflowClient.executeUpdateWithStart(
            stub::sleep,
            HOUR,
            UpdateOptions.<String>newBuilder().build(),
            new WithStartWorkflowOperation<>(stub::ring, 1, Duration.ofDays(1)));
    assertThat(slept).isEqualTo("slept");
    assertThat(Duration.between(start, clock.now())).isBetween(HOUR, after(1));
  }

  @Test
  void passesTheRejectionOfAnUpdateOn(Scenario<ClockWorkflow> hours) {
    hours.start(w -> w.ring(1, Duration.ofDays(1)));
    assertThatThrownBy(() -> hours.stub().sleep(HOUR.negated()))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("no sleep");
  }

  @Test
  void finishesAnUpdateThatWasOnlyAccepted(Scenario<ClockWorkflow> hours, TestClock clock) {
    hours.start(w -> w.ring(1, Duration.ofDays(1)));
    Instant start = clock.now();
    WorkflowUpdateHandle<String> handle =
        hours
            .untyped()
            .startUpdate(
                UpdateOptions.newBuilder(String.class)
                    .setUpdateName("sleep")
                    .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                    .build(),
                HOUR);
    assertThat(Duration.between(start, clock.now())).isLessThan(MINUTE);
    assertThat(handle.getResult()).isEqualTo("slept");
    assertThat(Duration.between(start, clock.now())).isBetween(HOUR, after(1));
  }

  @Test
  void retriesAfterTheBackoff(Scenario<ClockWorkflow> hours) {
    hours.run(w -> w.ring(1, HOUR));
    assertThat(hours.attempts().count()).isEqualTo(3);
    assertThat(hours.elapsed()).isBetween(HOUR.plusSeconds(3), after(1));
  }

  @Test
  void severalThreadsMayWait(PatternEnv env, TestClock clock) {
    Scenario<ClockWorkflow> one = env.scenario(ClockWorkflow.class);
    Scenario<ClockWorkflow> two = env.scenario(ClockWorkflow.class);
    one.start(w -> w.ring(1, HOUR));
    two.start(w -> w.ring(2, HOUR));
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> one.result(Integer.class));
    assertThat(two.result(Integer.class)).isEqualTo(2);
    assertThat(first.join()).isEqualTo(1);
    clock.advance(HOUR);
  }

  @Test
  void refusesToRunBackwards(TestClock clock) {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backwards");
  }
}
