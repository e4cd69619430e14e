// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import org.junit.jupiter.api.Tag;

/** The library's batch keeps the whole contract. */
@Tag("real-server")
final class DefaultBatchContractTest extends BatchContract {

  @Override
  protected ScriptedBatch newBatch(ScriptedBatch.Item item) {
    return new DefaultBatchSubject(item);
  }
}
