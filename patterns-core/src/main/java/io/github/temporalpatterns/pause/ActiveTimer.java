// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import java.time.Duration;

/**
 * A timer of a {@link PauseGate} whose clock stops when a pause is requested, and continues when
 * the run is resumed.
 *
 * <p>Workflow code only. A server timer exists only while a coroutine waits for this one and the
 * run is not paused. Checking a deadline therefore records nothing, and neither does a pause of a
 * month.
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
   * Waits until it is over. This is not a safe point; use it in a coroutine beside the workflow's
   * main one.
   *
   * @return true if it is over, false if it was cancelled or the run is to stop
   * @throws io.temporal.failure.CanceledFailure if the run is cancelled
   */
  boolean await();

  /**
   * Restarts it.
   *
   * @param duration the active time that it takes from now on
   */
  void restart(Duration duration);

  /** Removes it. */
  void cancel();
}
