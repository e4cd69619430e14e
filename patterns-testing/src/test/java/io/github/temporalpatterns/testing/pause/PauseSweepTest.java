// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.RunAssert;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import io.github.temporalpatterns.testing.sweep.FaultKind;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * A pause, a crash, a cancellation, a failure at every point of a run with a delay and two runs: no
 * step is done twice or left out, and each end is cleaned up after once.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class PauseSweepTest {
  private static final Plan PLAN = Plan.of("a", "b").delay(Duration.ofHours(1)).stepsPerRun(1);
  private static final Request PAUSE =
      Request.of("pause", "sweep", "wherever it is").lasting(Duration.ofHours(30));

  @TestFactory
  Stream<DynamicTest> everyStepIsDoneOnceAndEveryEndTidied() {
    return FaultSweep.of(DefaultRunner.class)
        .kinds(
            FaultKind.CRASH,
            FaultKind.SIGNAL,
            FaultKind.CANCEL,
            FaultKind.CANCEL_BEFORE_EFFECT,
            FaultKind.NON_RETRYABLE,
            FaultKind.LOST_RESULT)
        .signal("pause.request", PAUSE)
        .pairs(0)
        .tests(PauseSweepTest::run);
  }

  private static void run(PatternEnv env) {
    List<String> performed = new CopyOnWriteArrayList<>();
    env.register(
        new StepSite() {
          @Override
          public String step(String step) {
            performed.add(step);
            return step;
          }

          @Override
          public void cleanup(String outcome) {
            performed.add(outcome);
          }
        });
    Scenario<ScriptedRunner> run =
        env.scenario(ScriptedRunner.class).start(runner -> runner.run(PLAN));
    boolean completed = run.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED;
    Status status = run.stub(Pausable.class).pauseStatus();
    if (!completed) {
      assertThat(performed.remove(performed.size() - 1)).isEqualTo("" + status.outcome());
    }
    int least = completed ? 2 : 0;
    assertThat(performed).hasSizeGreaterThanOrEqualTo(least);
    assertThat(performed).isEqualTo(List.of("a", "b").subList(0, performed.size()));
    RunAssert.verifyThat(run).leftNoTimer();
  }
}
