// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.breaker.BreakerEntityWorkflow;
import io.github.temporalpatterns.breaker.ClusterBreaker;
import org.junit.jupiter.api.Tag;

/** The library's entity keeps the whole contract. */
@Tag("real-server")
final class DefaultClusterContractTest extends ClusterContract {

  @Override
  protected Class<? extends BreakerEntityWorkflow> entity() {
    return ClusterBreaker.workflow();
  }
}
