// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import java.time.Duration;

/**
 * A timer of a {@link PauseGate} that stands still while the run is paused, from the moment at
 * which the pause was asked for.
 *
 * <p>Workflow code only. It is a number, not a timer of the server: one is started only while
 * somebody waits for it, and cancelled by a pause. So a deadline that is merely looked at costs
 * nothing, and a pause of a month costs nothing either.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface ActiveTimer {

  /** {@return its name} */
  String name();

  /** {@return the active time left, zero if it is over} */
  Duration remaining();

  /** {@return whether it is over} */
  boolean isOver();

  /**
   * Waits until it is over. Not a safe point: for a coroutine that watches a deadline beside the
   * workflow's main one.
   *
   * @return true if it is over, false if it was cancelled or the run told to stop
   * @throws io.temporal.failure.CanceledFailure if the run is cancelled
   */
  boolean await();

  /**
   * Starts it again.
   *
   * @param duration how much active time it takes from now on
   */
  void restart(Duration duration);

  /** Removes it. */
  void cancel();
}
