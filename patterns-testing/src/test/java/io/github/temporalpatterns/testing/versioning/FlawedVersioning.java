// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The contract of a flow that breaks it. Not run by itself. */
final class FlawedVersioning extends VersioningContract {
  /** Handed over in a static field, because the launcher makes the instance. */
  static volatile VersioningFlaw flaw = VersioningFlaw.NONE;

  /** Some flaws are seen by a run that never ends. */
  @Override
  protected Duration patience() {
    return flaw == VersioningFlaw.NONE ? super.patience() : Duration.ofSeconds(1);
  }

  @Override
  protected FlowUnderTest newFlow(ScriptedVersions.Build build, @Nullable String carried) {
    return new HandMadeFlow(build, carried, flaw);
  }
}
