// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import java.time.Duration;

/** The contract of a map and a race that break it. Not run by itself. */
final class FlawedParallel extends ParallelContract {
  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile ParallelFlaw flaw = ParallelFlaw.NONE;

  /** Some flaws are seen by a run that never ends. */
  @Override
  protected Duration patience() {
    return flaw == ParallelFlaw.NONE ? super.patience() : Duration.ofSeconds(1);
  }

  @Override
  protected ScriptedMap newMap() {
    return new HandMadeMap(flaw);
  }

  @Override
  protected ScriptedRace newRace() {
    return new HandMadeRace(flaw);
  }
}
