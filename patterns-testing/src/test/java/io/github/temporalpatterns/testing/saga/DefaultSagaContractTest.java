// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import org.junit.jupiter.api.Tag;

/** The library's saga keeps the whole contract. */
@Tag("real-server")
final class DefaultSagaContractTest extends SagaContract {

  @Override
  protected ScriptedSaga newSaga() {
    return new DefaultSagaSubject();
  }
}
