// SPDX-License-Identifier: Apache-2.0
/**
 * A breaker that all processes share which call a dependency.
 *
 * <p>Start with {@link io.github.temporalpatterns.breaker.cluster.ClusterBreaker}.
 */
@NullMarked
package io.github.temporalpatterns.breaker.cluster;

import org.jspecify.annotations.NullMarked;
