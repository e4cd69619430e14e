// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.PauseState;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a long-runner under {@link PauseContract} implements: a workflow with the handlers of {@link
 * io.github.temporalpatterns.pause.Pausable}, which performs steps one after the other.
 *
 * <p>Each step is a call of {@link StepSite#step} of one attempt, with a heartbeat timeout, whose
 * cancellation waits for the activity. An end that is no completion calls {@link StepSite#cleanup}.
 */
@WorkflowInterface
public interface ScriptedRunner {

  /**
   * Performs the plan's steps.
   *
   * @param plan what to do
   * @return the steps that were done
   */
  @WorkflowMethod
  List<String> run(Plan plan);

  /**
   * A run to perform.
   *
   * @param steps the steps
   * @param delay how long to wait before each but the first, in active time
   * @param stepsPerRun after how many steps to continue as new, 0 for never
   * @param done for continue-as-new: the steps done so far
   * @param pause for continue-as-new: the state of the pause
   */
  record Plan(
      List<String> steps,
      Duration delay,
      long stepsPerRun,
      List<String> done,
      @Nullable PauseState pause) {

    /**
     * A plan without delays, in one run.
     *
     * @param steps the steps
     * @return the plan
     */
    public static Plan of(String... steps) {
      return new Plan(List.of(steps), Duration.ZERO, 0, List.of(), null);
    }

    /**
     * Adds a delay.
     *
     * @param time before each step but the first
     * @return the plan with it
     */
    public Plan delay(Duration time) {
      return new Plan(steps, time, stepsPerRun, done, pause);
    }

    /**
     * Lets it continue as new.
     *
     * @param count how many steps a run performs
     * @return the plan with it
     */
    public Plan stepsPerRun(long count) {
      return new Plan(steps, delay, count, done, pause);
    }
  }
}
