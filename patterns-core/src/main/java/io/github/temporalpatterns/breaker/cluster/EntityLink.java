// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import org.jspecify.annotations.Nullable;

/** How a process speaks to the entity. Both may throw any {@link RuntimeException}. */
interface EntityLink {

  /** Tells it a report; starts it if it is not there. */
  Lease report(Report report);

  /** Asks it, or returns null if it is not there. */
  @Nullable Lease read();
}
