// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.breaker.BreakerEntityWorkflow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a breaker that processes share, which goes on from {@link BreakerContract}:
 * numbered rules, each a JUnit test; 26 to 33 are about what it counts, 34 to 42 about probes,
 * operators and continue-as-new.
 *
 * <p>Client side, tests only. Put an implementation of the entity under the contract by a test
 * class that extends this one:
 *
 * <pre>{@code
 * class MyEntityContractTest extends ClusterContract {
 *   @Override
 *   protected Class<? extends BreakerEntityWorkflow> entity() {
 *     return MyEntity.class;
 *   }
 * }
 * }</pre>
 *
 * <p>Every run is replayed at each of its tasks and once more at its end. The rules run on the
 * embedded and on an external server alike.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class ClusterContract {

  /** For subclasses. */
  protected ClusterContract() {}

  /**
   * Names the entity under test.
   *
   * @return a class that a worker can register
   */
  protected abstract Class<? extends BreakerEntityWorkflow> entity();

  /**
   * Tells how long a wait may take before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Rules 26 to 33. */
  @Nested
  final class Counts extends CountRules {
    @Override
    ClusterContract contract() {
      return ClusterContract.this;
    }
  }

  /** Rules 34 to 42. */
  @Nested
  final class Decisions extends DecisionRules {
    @Override
    ClusterContract contract() {
      return ClusterContract.this;
    }
  }
}
