// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.Journey.Log;
import io.github.temporalpatterns.testing.pause.Journey.Route;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Histories that the gate recorded, replayed in every build.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PauseHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "pause");

  @Test
  void replaysEveryRecordedHistory() {
    try (PauseLab lab = new PauseLab(new DefaultPauseContractTest(), "replay")) {
      lab.env().worker().registerWorkflows(Household.Parent.class, Journey.First.class);
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (PauseLab lab = new PauseLab(new DefaultPauseContractTest(), "record")) {
      lab.env().worker().registerWorkflows(Household.Parent.class);
      Scenario<Household> family =
          lab.env().scenario(Household.class).start(parent -> parent.run(List.of("e")));
      lab.awaitStarted("gate e");
      operator(family).pauseRequest(PauseRules.request("pause"));
      lab.open("gate e");
      PauseRules.awaitPhase(family, Phase.PAUSED);
      operator(family).pauseResume(PauseRules.request("resume"));
      record(family, folder, "family");
      String child = Household.idOf(family.execution().getWorkflowId(), "e");
      Histories.record(lab.env().client(), newest(child), folder.resolve("family-child.json"));

      Scenario<ScriptedRunner> resumed = paused(lab, "gate a");
      operator(resumed).pauseResume(PauseRules.request("resume"));
      record(resumed, folder, "resumed");

      Scenario<ScriptedRunner> canceled = paused(lab, "gate b");
      canceled.cancel();
      record(canceled, folder, "canceled");

      Scenario<ScriptedRunner> rolled = paused(lab, "gate c");
      operator(rolled).pauseRollOver(PauseRules.request("over"));
      rolled.await("a new run", () -> rolled.histories().size() == 2);
      operator(rolled).pauseResume(PauseRules.request("resume").safePoints(1));
      record(rolled, folder, "rolled-over");

      Scenario<ScriptedRunner> stopped = lab.start(Plan.of("a", "b").delay(Duration.ofHours(1)));
      awaitTimer(stopped, 1);
      operator(stopped).pauseRequest(PauseRules.request("pause"));
      PauseRules.awaitPhase(stopped, Phase.PAUSED);
      operator(stopped).pauseResume(PauseRules.request("resume"));
      awaitTimer(stopped, 2);
      operator(stopped).signalStop(PauseRules.request("stop"));
      record(stopped, folder, "stopped");

      Scenario<ScriptedRunner> lasting = lab.start(Plan.of("gate d", "b"));
      lab.awaitStarted("gate d");
      operator(lasting).pauseRequest(PauseRules.request("1").lasting(Duration.ofMillis(500)));
      lab.open("gate d");
      record(lasting, folder, "lasting");

      record(lab.start(Plan.of("a", "fail b")), folder, "failed");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void recordBaseClass() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (PauseLab lab = new PauseLab(new DefaultPauseContractTest(), "record")) {
      lab.env().worker().registerWorkflows(Journey.First.class);
      Job<Route, Log> job = Job.of(new Route(5, Duration.ofMillis(100)));
      record(
          lab.env().scenario(Journey.class).start(journey -> journey.run(job)),
          folder,
          "base-class");
    }
  }

  private static Scenario<ScriptedRunner> paused(PauseLab lab, String first) {
    Scenario<ScriptedRunner> run = lab.start(Plan.of(first, "b"));
    lab.awaitStarted(first);
    operator(run).pauseRequest(PauseRules.request("pause"));
    lab.open(first);
    PauseRules.awaitPhase(run, Phase.PAUSED);
    return run;
  }

  private static WorkflowExecution newest(String workflowId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }

  private static Pausable operator(Scenario<?> run) {
    return PauseRules.operator(run);
  }

  private static void awaitTimer(Scenario<?> run, int count) {
    run.await(
        "timer " + count, () -> PauseRules.count(run, EventType.EVENT_TYPE_TIMER_STARTED) == count);
  }

  private static void record(Scenario<?> run, Path folder, String name) {
    run.end();
    Histories.record(run, folder, name);
  }
}
