// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** The service that a {@link ScriptedSaga} calls, and whose effects it undoes. */
@ActivityInterface
public interface SagaParticipant {

  /**
   * Performs a step's effect; a repeated key gives the same result and no second effect.
   *
   * @param step the step
   * @param key unique for each execution of a step, the same for its undo and confirm
   * @return a reservation number
   */
  String apply(String step, String key);

  /**
   * Undoes a step's effect; does nothing if there is none.
   *
   * @param step the step
   * @param key the step's key
   * @param reservation what {@link #apply} returned, or null where the saga does not pass it
   */
  void undo(String step, String key, @Nullable String reservation);

  /**
   * Makes a step's effect final.
   *
   * @param step the step
   * @param key the step's key
   */
  void confirm(String step, String key);

  /** An undo that no worker knows any more. */
  @ActivityInterface
  interface Retired {

    /**
     * Took a step's effect back, once.
     *
     * @param step the step
     * @param key the step's key
     */
    void retiredUndo(String step, String key);
  }
}
