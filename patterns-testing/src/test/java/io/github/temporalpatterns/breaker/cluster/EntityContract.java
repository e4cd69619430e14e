// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a breaker that processes share, which goes on from {@code BreakerContract}:
 * numbered rules, each a JUnit test; 26 to 33 are about what it counts, 34 to 42 about probes,
 * operators and continue-as-new.
 *
 * <p>Every run is replayed at each of its tasks and once more at its end. The rules run on the
 * embedded and on an external server alike.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class EntityContract {

  /** For subclasses. */
  protected EntityContract() {}

  /**
   * Names the entity under test.
   *
   * @return a class that a worker can register
   */
  protected abstract Class<?> entity();

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
  final class Counts extends EntityCountRules {
    @Override
    EntityContract contract() {
      return EntityContract.this;
    }
  }

  /** Rules 34 to 42. */
  @Nested
  final class Decisions extends EntityDecisionRules {
    @Override
    EntityContract contract() {
      return EntityContract.this;
    }
  }
}
