// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import org.junit.jupiter.api.Tag;

/** The library's gate keeps the whole contract. */
@Tag("real-server")
final class DefaultPauseContractTest extends PauseContract {

  @Override
  protected Class<? extends ScriptedRunner> runner() {
    return DefaultRunner.class;
  }
}
