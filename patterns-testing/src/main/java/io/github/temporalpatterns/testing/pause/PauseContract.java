// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a pausable long-runner: numbered rules, each a JUnit test; 1 to 14 are about
 * pausing, 15 to 17 about time, 18 to 24 about ends, 25 to 28 about continue-as-new.
 *
 * <p>Client side, tests only. Put an implementation under the contract by a workflow that uses it,
 * and a test class that extends this one:
 *
 * <pre>{@code
 * class MyPauseContractTest extends PauseContract {
 *   @Override
 *   protected Class<? extends ScriptedRunner> runner() {
 *     return MyRunner.class;
 *   }
 * }
 * }</pre>
 *
 * <p>Every run is replayed at each of its tasks and once more at its end. The rules run on the
 * embedded and on an external server alike, in real time.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class PauseContract {

  /** For subclasses. */
  protected PauseContract() {}

  /**
   * Names the workflow under test.
   *
   * @return its implementation class
   */
  protected abstract Class<? extends ScriptedRunner> runner();

  /**
   * Tells how long a run may take before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Rules 1 to 14. */
  @Nested
  final class Control extends ControlRules {
    @Override
    PauseContract contract() {
      return PauseContract.this;
    }
  }

  /** Rules 15 to 17. */
  @Nested
  final class Time extends TimeRules {
    @Override
    PauseContract contract() {
      return PauseContract.this;
    }
  }

  /** Rules 18 to 24. */
  @Nested
  final class End extends EndRules {
    @Override
    PauseContract contract() {
      return PauseContract.this;
    }
  }

  /** Rules 25 to 28. */
  @Nested
  final class Continuation extends ContinuationRules {
    @Override
    PauseContract contract() {
      return PauseContract.this;
    }
  }
}
