// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.breaker.BreakerEntityWorkflow;
import java.time.Duration;

/** The contract of a shared breaker that breaks it. Not run by itself. */
final class FlawedCluster extends ClusterContract {

  @Override
  protected Class<? extends BreakerEntityWorkflow> entity() {
    return HandMadeEntity.class;
  }

  /** Some flaws are seen by a wait that never ends. */
  @Override
  protected Duration patience() {
    return HandMadeEntity.flaw == ClusterFlaw.NONE ? super.patience() : Duration.ofSeconds(2);
  }
}
