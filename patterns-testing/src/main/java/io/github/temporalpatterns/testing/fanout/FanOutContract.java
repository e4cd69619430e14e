// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a chunked fan-out: numbered rules, each a JUnit test; 1 to 12 are about what is
 * done with items, 13 to 19 about operators and cancellation, 20 to 23 about pages and more than
 * one run can hold, 24 about pace.
 *
 * <p>Client side, tests only. To test an implementation against the contract, write a workflow that
 * uses it, and a test class that extends this one:
 *
 * <pre>{@code
 * class MyFanOutContractTest extends FanOutContract {
 *   @Override
 *   protected Class<MyScriptedFanOut> fanOut() {
 *     return MyScriptedFanOut.class;
 *   }
 * }
 * }</pre>
 *
 * <p>Every run is replayed at each of its tasks, or at least once at its end. The rules run on the
 * embedded and on an external server alike, in real time.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class FanOutContract {

  /** For subclasses. */
  protected FanOutContract() {}

  /**
   * Names the fan-out under test.
   *
   * @return a workflow implementation type
   */
  protected abstract Class<? extends ScriptedFanOut> fanOut();

  /**
   * Names the workflows that the fan-out itself starts, if any.
   *
   * @return implementation types
   */
  protected Class<?>[] workflows() {
    return new Class<?>[0];
  }

  /**
   * Tells how long a run may take before its rule fails.
   *
   * @return real time; a minute by default
   */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** Rules 1 to 12. */
  @Nested
  final class Items extends ItemRules {
    @Override
    FanOutContract contract() {
      return FanOutContract.this;
    }
  }

  /** Rules 13 to 19, and 24. */
  @Nested
  final class Control extends ControlRules {
    @Override
    FanOutContract contract() {
      return FanOutContract.this;
    }
  }

  /** Rules 20 to 23. */
  @Nested
  final class Size extends SizeRules {
    @Override
    FanOutContract contract() {
      return FanOutContract.this;
    }
  }
}
