// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.Journey.Log;
import io.github.temporalpatterns.testing.pause.Journey.Route;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The base class: its own continue-as-new, its deadlines, its upcaster, bad input. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LongRunningWorkflowTest {

  @Test
  void staysWithinItsBudgetOfEventsAndLosesNoDelayAcrossRuns() {
    try (PatternEnv env = PatternEnv.open(Journey.First.class)) {
      Scenario<Journey> journey = start(env, new Route(14, Duration.ofDays(1)));
      assertThat(journey.result(String.class)).startsWith("0 1 2 ").endsWith("12 13 ");
      assertThat(journey.histories().size()).isBetween(2, 4);
      assertThat(journey.histories()).allMatch(history -> history.getEvents().size() < 50);
      verifyThat(journey).took(Duration.ofDays(13), Duration.ofDays(13).plusHours(1)).leftNoTimer();
    }
  }

  @Test
  void aMonthOfPauseCostsNoEventAndNoActiveTime() {
    try (PatternEnv env = PatternEnv.open(Journey.First.class)) {
      Scenario<Journey> journey = start(env, new Route(2, Duration.ofHours(4)));
      Pausable operator = journey.stub(Pausable.class);
      env.clock().advance(Duration.ofHours(1));
      operator.pauseRequest(Request.of("1", "ann", "holidays"));
      journey.await("the pause", () -> operator.pauseStatus().phase() == Phase.PAUSED);
      long events = eventsOfItsOwn(journey);
      env.clock().advance(Duration.ofDays(30));
      assertThat(eventsOfItsOwn(journey)).isEqualTo(events);
      operator.pauseResume(Request.of("2", "ann", "back"));
      assertThat(journey.result(String.class)).isEqualTo("0 1 ");
      assertThat(operator.pauseStatus().active())
          .isBetween(Duration.ofHours(4), Duration.ofHours(4).plusMinutes(10));
      verifyThat(journey).took(Duration.ofDays(30).plusHours(4), Duration.ofDays(31)).leftNoTimer();
    }
  }

  /** A server that skips time writes down that it does. */
  private static long eventsOfItsOwn(Scenario<?> run) {
    return run.history().getEvents().stream()
        .filter(event -> !event.getEventType().name().contains("TIME_SKIPPING"))
        .filter(event -> !event.getEventType().name().contains("OPTIONS_UPDATED"))
        .count();
  }

  @Test
  void bringsStateOfAnOlderVersionUp() {
    try (PatternEnv env = PatternEnv.open(Journey.Second.class)) {
      Job<Route, Log> older =
          new Job<>(new Route(4, Duration.ZERO), new Log("0 1 ", 0), 2, 0, null);
      String end = env.scenario(Journey.class).run(journey -> journey.run(older));
      assertThat(end).isEqualTo("0 1 2 3 = 4");
    }
  }

  @Test
  void refusesAJobWithoutSteps() {
    try (PatternEnv env = PatternEnv.open(Journey.First.class)) {
      Scenario<Journey> none = start(env, new Route(0, Duration.ZERO));
      none.end();
      verifyThat(none).failedWith(FailureTypes.PAUSE_REFUSED);
      Scenario<Journey> negative = start(env, new Route(2, Duration.ofSeconds(-1)));
      negative.end();
      verifyThat(negative).failedWith(FailureTypes.PAUSE_REFUSED);
    }
  }

  @Test
  void leavesStateOfANewerVersionToANewerWorker() {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder(Journey.First.class)
            .setTaskFailures(TaskFailures.TOLERATE)
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      Job<Route, Log> newer = new Job<>(new Route(2, Duration.ZERO), new Log("0 ", 1), 1, 7, null);
      Scenario<Journey> journey = env.scenario(Journey.class).start(j -> j.run(newer));
      journey.await(
          "a failed task",
          () ->
              journey.history().getEvents().stream()
                  .anyMatch(
                      event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED));
      assertThat(journey.status())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    }
  }

  private static Scenario<Journey> start(PatternEnv env, Route route) {
    return env.scenario(Journey.class)
        .configure(options -> options.setWorkflowRunTimeout(Duration.ofDays(365)))
        .start(journey -> journey.run(Job.of(route)));
  }
}
