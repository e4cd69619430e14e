// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import java.time.Duration;

/** The contract of a long-runner that breaks it. Not run by itself. */
final class FlawedPause extends PauseContract {

  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile PauseFlaw flaw = PauseFlaw.NONE;

  /** Some flaws are seen by a run that never ends. */
  @Override
  protected Duration patience() {
    return flaw == PauseFlaw.NONE ? super.patience() : Duration.ofSeconds(1);
  }

  @Override
  protected Class<? extends ScriptedRunner> runner() {
    return HandMadeRunner.class;
  }
}
