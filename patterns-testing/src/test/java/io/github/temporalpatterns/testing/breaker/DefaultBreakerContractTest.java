// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.testing.Scenario;
import org.junit.jupiter.api.Tag;

/** The library's breaker keeps the whole contract. */
@Tag("real-server")
final class DefaultBreakerContractTest extends BreakerContract {

  @Override
  protected GuardedCalls newCalls(ScriptedBreaker.Plan plan) {
    return new DefaultGuardedCalls(plan);
  }

  @Override
  protected void operate(Scenario<ScriptedBreaker> run, Command command) {
    var order =
        BreakerOperator.Command.of(command.name(), "ann", "as planned", DefaultGuardedCalls.NAME);
    BreakerOperator operator = run.stub(BreakerOperator.class);
    switch (command) {
      case FORCE_OPEN -> operator.breakerForceOpen(order);
      case CLOSE -> operator.breakerClose(order);
    }
  }
}
