// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import java.time.Duration;

/** The contract of a fan-out that breaks it. Not run by itself. */
final class FlawedFanOut extends FanOutContract {
  /** Handed over in a static field, because launcher and worker make the instances. */
  static volatile FanOutFlaw flaw = FanOutFlaw.NONE;

  /** Some flaws are seen by a run that never ends. */
  @Override
  protected Duration patience() {
    return flaw == FanOutFlaw.NONE ? super.patience() : Duration.ofSeconds(1);
  }

  @Override
  protected Class<HandMadeFanOut> fanOut() {
    return HandMadeFanOut.class;
  }
}
