// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Build;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import org.junit.jupiter.api.Test;

/** Rules 16 to 21: code that does not fit stops the run's task, not the run. */
abstract class MisfitRules extends VersionRules {

  @Test
  void rule16_waits_where_a_change_is_not_declared_and_goes_on_when_it_is_required() {
    Scenario<ScriptedVersions> run = waits(build(run("terms", -1, 1), "ask typo"), "typo");
    ends(run, "terms: 1");
  }

  @Test
  void rule17_waits_where_a_version_has_no_branch_required() {
    waits(build(run("terms", -1, 2), "take terms 1 2"), "terms");
  }

  @Test
  void rule18_waits_where_a_branch_is_of_no_declared_version_required() {
    waits(build(run("terms", -1, 1), "take terms -1 1 2"), "terms");
  }

  @Test
  void rule19_waits_where_its_version_is_out_of_the_code_required() {
    Build first = build(run("terms", -1, 1), "ask terms", "wait", "ask terms");
    Scenario<ScriptedVersions> run = startedOn(first, "terms: 1");
    lab().deploy(build(run("terms", 2, 2), "ask terms", "wait", "ask terms"));
    run.stub().go("");
    awaitFailedTask(run, "terms");
    lab().deploy(first);
    ends(run, "terms: 1", "terms: 1");
  }

  @Test
  void rule20_waits_where_its_carried_version_is_out_of_the_code_required() {
    String[] steps = {"ask terms", "continue", "wait", "ask terms"};
    Build first = build(chain("terms", -1, 1), steps);
    lab().deploy(first);
    Scenario<ScriptedVersions> run = lab().start();
    awaitTasks(run, 2);
    lab().deploy(build(chain("terms", 2, 2), steps));
    run.stub().go("");
    awaitFailedTask(run, "terms");
    lab().deploy(first);
    ends(run, "terms: 1", "terms: 1");
  }

  @Test
  void rule21_waits_where_a_key_is_missing_required() {
    waits(build(key("fee", 1), "ask fee"), "fee");
  }

  /** Starts a run on a build that does not fit, sees it wait, and deploys one that fits. */
  private Scenario<ScriptedVersions> waits(Build misfit, String named) {
    lab().deploy(misfit);
    Scenario<ScriptedVersions> run = lab().start();
    awaitFailedTask(run, named);
    assertThat(markers(run)).isEmpty();
    lab().deploy(build(run("terms", -1, 1), "ask terms"));
    return run;
  }

  private static void awaitFailedTask(Scenario<?> run, String named) {
    run.await(
        "a failed task", () -> !events(run, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED).isEmpty());
    assertThat(run.status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(
            events(run, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
                .get(0)
                .getWorkflowTaskFailedEventAttributes()
                .getFailure()
                .toString())
        .contains(named);
  }
}
