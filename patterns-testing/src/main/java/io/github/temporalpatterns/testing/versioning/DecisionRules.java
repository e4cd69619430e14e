// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Build;
import io.temporal.api.enums.v1.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1 to 9: decisions and branches. */
abstract class DecisionRules extends VersionRules {

  @Test
  void rule01_takes_the_newest_version_in_a_new_run_required() {
    lab().deploy(build(run("x", -1, 3), "ask x"));
    ends(lab().start(), "x: 3");
  }

  @Test
  void rule02_keeps_a_run_before_the_change_that_has_passed_it_required() {
    Scenario<ScriptedVersions> run = startedOn(original("skip", "wait", "skip"));
    goesOnWith(run, build(run("x", -1, 1), "ask x", "wait", "ask x"), "x: -1", "x: -1");
  }

  @Test
  void rule03_keeps_a_run_on_the_version_on_which_it_passed_required() {
    Scenario<ScriptedVersions> run =
        startedOn(build(run("x", -1, 1), "ask x", "wait", "ask x"), "x: 1");
    goesOnWith(run, build(run("x", -1, 2), "ask x", "wait", "ask x"), "x: 1", "x: 1");
  }

  @Test
  void rule04_records_one_marker_however_often_it_is_asked_required() {
    Scenario<ScriptedVersions> run =
        startedOn(build(run("x", -1, 1), "ask x", "ask x", "wait", "ask x"), "x: 1", "x: 1");
    run.stub().go("");
    ends(run, "x: 1", "x: 1", "x: 1");
    assertThat(markers(run)).hasSize(1);
  }

  @Test
  void rule05_takes_the_newest_version_in_a_run_that_gets_there_later_required() {
    Scenario<ScriptedVersions> run = startedOn(build(run("x", -1, 1), "wait", "ask x"));
    goesOnWith(run, build(run("x", -1, 2), "wait", "ask x"), "x: 2");
  }

  @Test
  void rule06_records_nothing_but_the_marker_required() {
    lab().deploy(build(run("x", -1, 1), "ask x"));
    Scenario<ScriptedVersions> run = lab().start();
    ends(run, "x: 1");
    assertThat(run.history().getEvents())
        .extracting(event -> event.getEventType())
        .filteredOn(type -> type != EventType.EVENT_TYPE_MARKER_RECORDED)
        .containsExactly(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
    assertThat(markers(run)).hasSize(1);
  }

  @Test
  void rule07_decides_about_each_change_alone_required() {
    Build first = new Build(List.of(run("x", -1, 1)), List.of("ask x", "skip", "wait", "skip"));
    Build second =
        new Build(
            List.of(run("x", -1, 1), run("y", -1, 1), run("z", -1, 4)),
            List.of("ask x", "ask y", "wait", "ask z"));
    goesOnWith(startedOn(first, "x: 1"), second, "x: 1", "y: -1", "z: 4");
  }

  @Test
  void rule08_takes_the_branch_of_its_version_required() {
    Scenario<ScriptedVersions> old = startedOn(original("skip", "wait"));
    Scenario<ScriptedVersions> middle =
        startedOn(build(run("x", -1, 1), "take x -1 1", "wait"), "x: 1");
    Build newest = build(run("x", -1, 2), "take x -1 1 2", "wait");
    Scenario<ScriptedVersions> young = startedOn(newest, "x: 2");
    goesOnWith(old, newest, "x: -1");
    goesOnWith(middle, newest, "x: 1");
    goesOnWith(young, newest, "x: 2");
  }

  @Test
  void rule09_takes_the_branch_below_where_its_version_has_none_required() {
    Build newest = build(run("x", -1, 3), "take x -1 2", "wait");
    Scenario<ScriptedVersions> young = startedOn(newest, "x: 2");
    Scenario<ScriptedVersions> first =
        startedOn(build(run("x", -1, 1), "take x -1 1", "wait"), "x: 1");
    goesOnWith(young, newest, "x: 2");
    goesOnWith(first, newest, "x: -1");
  }
}
