// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import org.junit.jupiter.api.Tag;

/** The library's entity keeps the whole contract. */
@Tag("real-server")
final class EntityContractTest extends EntityContract {

  @Override
  protected Class<?> entity() {
    return ClusterBreaker.workflow();
  }
}
