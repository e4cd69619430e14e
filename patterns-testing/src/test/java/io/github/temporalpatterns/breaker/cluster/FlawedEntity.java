// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import java.time.Duration;

/** The contract of a shared breaker that breaks it. Not run by itself. */
final class FlawedEntity extends EntityContract {

  @Override
  protected Class<?> entity() {
    return HandMadeEntity.class;
  }

  /** Some flaws are seen by a wait that never ends. */
  @Override
  protected Duration patience() {
    return HandMadeEntity.flaw == EntityFlaw.NONE ? super.patience() : Duration.ofSeconds(2);
  }
}
