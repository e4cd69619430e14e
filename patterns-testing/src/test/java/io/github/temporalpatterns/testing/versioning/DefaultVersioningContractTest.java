// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** The library's flow keeps the whole contract. */
@Tag("real-server")
final class DefaultVersioningContractTest extends VersioningContract {

  @Override
  protected FlowUnderTest newFlow(ScriptedVersions.Build build, @Nullable String carried) {
    return new DefaultFlow(build, carried);
  }
}
