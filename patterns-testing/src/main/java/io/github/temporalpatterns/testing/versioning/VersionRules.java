// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Build;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Declared;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Scope;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory, and builds to deploy. */
abstract class VersionRules {
  private VersionsLab lab;

  abstract VersioningContract contract();

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new VersionsLab(contract(), Contracts.nameOf(contract(), test));
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  VersionsLab lab() {
    return lab;
  }

  static Declared run(String id, int oldest, int newest) {
    return new Declared(id, Scope.RUN, oldest, newest);
  }

  static Declared key(String id, int newest) {
    return new Declared(id, Scope.KEY, -1, newest);
  }

  static Declared chain(String id, int oldest, int newest) {
    return new Declared(id, Scope.CHAIN, oldest, newest);
  }

  static Build build(Declared change, String... steps) {
    return new Build(List.of(change), List.of(steps));
  }

  /** Code that has never changed. */
  static Build original(String... steps) {
    return new Build(List.of(), List.of(steps));
  }

  /** Starts a run on a build and waits until it has these outcomes, and waits for a signal. */
  Scenario<ScriptedVersions> startedOn(Build build, String... outcomes) {
    lab.deploy(build);
    Scenario<ScriptedVersions> run = lab.start();
    awaitTasks(run, 1);
    assertThat(run.stub().outcomes()).containsExactly(outcomes);
    return run;
  }

  /** Deploys a build and lets the run go on to its end, with these outcomes. */
  void goesOnWith(Scenario<ScriptedVersions> run, Build build, String... outcomes) {
    lab.deploy(build);
    run.stub().go("");
    ends(run, outcomes);
  }

  @SuppressWarnings("unchecked")
  static void ends(Scenario<ScriptedVersions> run, String... outcomes) {
    assertThat((List<String>) run.result(List.class)).containsExactly(outcomes);
  }

  static void awaitTasks(Scenario<?> run, int count) {
    run.await(
        "task " + count,
        () -> events(run, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED).size() >= count);
  }

  /** The events of a type in all runs, through continue-as-new. */
  static List<HistoryEvent> events(Scenario<?> run, EventType type) {
    return run.histories().stream()
        .map(WorkflowExecutionHistory::getEvents)
        .flatMap(List::stream)
        .filter(event -> event.getEventType() == type)
        .toList();
  }

  static List<HistoryEvent> markers(Scenario<?> run) {
    return events(run, EventType.EVENT_TYPE_MARKER_RECORDED);
  }
}
