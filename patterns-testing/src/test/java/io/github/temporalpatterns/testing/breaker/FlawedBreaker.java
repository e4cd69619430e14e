// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.testing.Scenario;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import java.time.Duration;

/** The contract of a breaker that breaks it. Not run by itself. */
final class FlawedBreaker extends BreakerContract {
  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile BreakerFlaw flaw = BreakerFlaw.NONE;

  /** Some flaws are seen by a run that never ends. */
  @Override
  protected Duration patience() {
    return flaw == BreakerFlaw.NONE ? super.patience() : Duration.ofSeconds(1);
  }

  @Override
  protected GuardedCalls newCalls(ScriptedBreaker.Plan plan) {
    return new HandMadeBreaker(plan, flaw);
  }

  @Override
  protected void operate(Scenario<ScriptedBreaker> run, Command command) {
    run.stub(Operator.class).operate(command == Command.FORCE_OPEN);
  }

  /** What the hand-made breaker listens to. */
  @WorkflowInterface
  public interface Operator {

    /** Forces it open, or closes it. */
    @UpdateMethod
    void operate(boolean open);
  }
}
