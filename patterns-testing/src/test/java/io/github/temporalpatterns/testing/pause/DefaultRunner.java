// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.PauseGate;
import io.github.temporalpatterns.pause.PauseOptions;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The library's gate under the contract. */
public final class DefaultRunner implements ScriptedRunner {
  private final StepSite site = StepCalls.stub();
  private final PauseGate gate;
  private final Plan plan;
  private final List<String> done;

  /** Made by the worker, before any message arrives. */
  @WorkflowInit
  public DefaultRunner(Plan plan) {
    this.plan = plan;
    done = new ArrayList<>(plan.done());
    PauseOptions options =
        PauseOptions.newBuilder()
            .setSafePointsPerRun(plan.stepsPerRun())
            .setMinimumRun(Duration.ZERO)
            .build();
    gate = PauseGate.restore(options, plan.pause());
    gate.carry(
        pause ->
            new Object[] {
              new Plan(plan.steps(), plan.delay(), plan.stepsPerRun(), List.copyOf(done), pause)
            });
  }

  @Override
  public List<String> run(Plan same) {
    return gate.run(this::work, outcome -> site.cleanup(outcome.name()));
  }

  private List<String> work() {
    while (done.size() < plan.steps().size() && isFree()) {
      String step = plan.steps().get(done.size());
      done.add(gate.call(() -> site.step(step)));
    }
    return List.copyOf(done);
  }

  private boolean isFree() {
    if (done.isEmpty() || plan.delay().isZero()) {
      return gate.checkpoint();
    }
    return gate.checkpoint(gate.timer("before " + done.size(), plan.delay()));
  }
}
