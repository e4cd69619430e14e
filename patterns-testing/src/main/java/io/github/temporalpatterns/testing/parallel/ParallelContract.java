// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of calls in parallel: numbered rules, each a JUnit test; 1 to 13 are about a bounded
 * map, 14 to 22 about a race.
 *
 * <p>Client side, tests only. To test an implementation against the contract, write two workflows
 * that use it, and a test class that extends this one:
 *
 * <pre>{@code
 * class MyParallelContractTest extends ParallelContract {
 *   @Override
 *   protected ScriptedMap newMap() {
 *     return new MyScriptedMap();
 *   }
 *
 *   @Override
 *   protected ScriptedRace newRace() {
 *     return new MyScriptedRace();
 *   }
 * }
 * }</pre>
 *
 * <p>Every run is replayed at each of its tasks and once more at its end. The rules run on the
 * embedded and on an external server alike, in real time.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class ParallelContract {

  /** For subclasses. */
  protected ParallelContract() {}

  /**
   * Makes the map under test.
   *
   * @return a new workflow instance; called for each run, and for each replay of it
   */
  protected abstract ScriptedMap newMap();

  /**
   * Makes the race under test.
   *
   * @return a new workflow instance; called for each run, and for each replay of it
   */
  protected abstract ScriptedRace newRace();

  /**
   * Tells how long a run may take before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Rules 1 to 13. */
  @Nested
  final class Map extends MapRules {
    @Override
    ParallelContract contract() {
      return ParallelContract.this;
    }
  }

  /** Rules 14 to 22. */
  @Nested
  final class Race extends RaceRules {
    @Override
    ParallelContract contract() {
      return ParallelContract.this;
    }
  }
}
