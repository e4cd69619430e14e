// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Scenario;
import org.junit.jupiter.api.Test;

/** Rules 10 to 15: loops, handlers, continue-as-new. */
abstract class ScopeRules extends VersionRules {

  @Test
  void rule10_lets_a_loop_move_on_with_its_next_key_required() {
    Scenario<ScriptedVersions> run = startedOn(original("skip", "wait", "skip", "skip"));
    goesOnWith(
        run,
        build(key("fee", 1), "ask fee#1", "wait", "ask fee#1", "ask fee#2"),
        "fee#1: -1",
        "fee#1: -1",
        "fee#2: 1");
  }

  @Test
  void rule11_lets_a_handler_move_on_with_its_next_key_required() {
    String[] steps = {"wait", "wait", "wait"};
    Scenario<ScriptedVersions> run = startedOn(build(key("fee", 1), steps));
    run.stub().go("fee#1");
    awaitTasks(run, 2);
    lab().deploy(build(key("fee", 2), steps));
    run.stub().go("fee#2");
    run.stub().go("fee#1");
    ends(run, "fee#1: 1", "fee#2: 2", "fee#1: 1");
  }

  @Test
  void rule12_gives_the_same_answer_for_the_same_key_required() {
    Scenario<ScriptedVersions> run =
        startedOn(
            build(key("fee", 1), "ask fee#a", "ask fee#a", "wait", "ask fee#a"),
            "fee#a: 1",
            "fee#a: 1");
    goesOnWith(
        run,
        build(key("fee", 2), "ask fee#a", "ask fee#a", "wait", "ask fee#a"),
        "fee#a: 1",
        "fee#a: 1",
        "fee#a: 1");
    assertThat(markers(run)).hasSize(1);
  }

  @Test
  void rule13_decides_anew_in_a_run_that_continues_another_required() {
    String[] steps = {"ask x", "wait", "continue", "ask x"};
    Scenario<ScriptedVersions> run = startedOn(build(run("x", -1, 1), steps), "x: 1");
    goesOnWith(run, build(run("x", -1, 2), steps), "x: 1", "x: 2");
  }

  @Test
  void rule14_carries_a_decision_of_a_chain_of_runs_required() {
    String[] steps = {"ask x", "wait", "continue", "ask x", "continue", "ask x"};
    Scenario<ScriptedVersions> run = startedOn(build(chain("x", -1, 1), steps), "x: 1");
    goesOnWith(run, build(chain("x", -1, 2), steps), "x: 1", "x: 1", "x: 1");

    Scenario<ScriptedVersions> old = startedOn(original("skip", "wait", "skip", "skip"));
    goesOnWith(old, build(chain("x", -1, 2), steps), "x: -1", "x: -1", "x: -1");
  }

  @Test
  void rule15_records_a_carried_decision_in_each_run_required() {
    lab().deploy(build(chain("x", -1, 2), "ask x", "continue", "ask x"));
    Scenario<ScriptedVersions> run = lab().start();
    ends(run, "x: 2", "x: 2");
    assertThat(run.histories()).hasSize(2);
    assertThat(markers(run)).hasSize(2);
  }
}
