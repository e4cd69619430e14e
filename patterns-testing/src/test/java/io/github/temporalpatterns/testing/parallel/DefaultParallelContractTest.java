// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import org.junit.jupiter.api.Tag;

/** The library's map and race keep the whole contract. */
@Tag("real-server")
final class DefaultParallelContractTest extends ParallelContract {

  @Override
  protected ScriptedMap newMap() {
    return new DefaultParallelSubject();
  }

  @Override
  protected ScriptedRace newRace() {
    return new DefaultRaceSubject();
  }
}
