// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.temporal.activity.ActivityInterface;

/** The service that {@link ScriptedRunner} calls. */
@ActivityInterface
public interface StepSite {

  /**
   * Performs a step; how that goes is in the hands of the contract.
   *
   * @param step the step
   * @return the step
   */
  String step(String step);

  /**
   * Tidies up.
   *
   * @param outcome how the run ends: {@code STOPPED}, {@code CANCELED} or {@code FAILED}
   */
  void cleanup(String outcome);
}
