// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import java.time.Duration;

/** The contract of a batch that breaks it. Not run by itself. */
final class FlawedBatch extends BatchContract {
  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile BatchFlaw flaw = BatchFlaw.NONE;

  /** Some flaws are seen by an item that waits in vain. */
  @Override
  protected Duration patience() {
    return flaw == BatchFlaw.NONE ? super.patience() : Duration.ofMillis(500);
  }

  @Override
  protected ScriptedBatch newBatch(ScriptedBatch.Item item) {
    return new HandMadeBatch(flaw, item);
  }
}
