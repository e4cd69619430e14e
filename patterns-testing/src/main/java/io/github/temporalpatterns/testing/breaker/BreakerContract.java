// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.testing.Scenario;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a circuit breaker in a workflow: numbered rules, each a JUnit test; 1 to 16 are
 * about what it permits, 17 to 25 about calls that wait, operators and continue-as-new.
 *
 * <p>Client side, tests only. To test an implementation against the contract, extend this class:
 *
 * <pre>{@code
 * class MyBreakerContractTest extends BreakerContract {
 *   @Override
 *   protected GuardedCalls newCalls(ScriptedBreaker.Plan plan) {
 *     return new MyGuardedCalls(plan);
 *   }
 *
 *   @Override
 *   protected void operate(Scenario<ScriptedBreaker> run, Command command) {
 *     run.stub(MyOperator.class).command(command.name());
 *   }
 * }
 * }</pre>
 *
 * <p>Every run is replayed at each of its tasks and once more at its end. The rules run on the
 * embedded and on an external server alike, in real time.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class BreakerContract {

  /** What an operator can command. */
  protected enum Command {
    /** Permit no call until another command. */
    FORCE_OPEN,
    /** Permit calls and count afresh. */
    CLOSE
  }

  /** For subclasses. */
  protected BreakerContract() {}

  /**
   * Makes the breaker under test. Workflow code.
   *
   * @param plan its rules, and what it carries on with
   * @return calls through a new breaker; called for each run, and for each replay of it
   */
  protected abstract GuardedCalls newCalls(ScriptedBreaker.Plan plan);

  /**
   * Gives an operator's command to the breaker of a run.
   *
   * @param run the run, whose breaker exists
   * @param command what to do; done when this returns
   */
  protected abstract void operate(Scenario<ScriptedBreaker> run, Command command);

  /**
   * Tells how long a run may take before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Rules 1 to 16. */
  @Nested
  final class Permits extends PermitRules {
    @Override
    BreakerContract contract() {
      return BreakerContract.this;
    }
  }

  /** Rules 17 to 25. */
  @Nested
  final class Runs extends RunRules {
    @Override
    BreakerContract contract() {
      return BreakerContract.this;
    }
  }
}
