// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.temporal.activity.ActivityInterface;

/** The service that {@link ScriptedMap} and {@link ScriptedRace} call. */
@ActivityInterface
public interface Worksite {

  /**
   * Works on an item; how that goes is in the hands of the contract.
   *
   * @param item the item
   * @return the item
   */
  String work(String item);
}
