// SPDX-License-Identifier: Apache-2.0
/**
 * A breaker that all processes which call a dependency share.
 *
 * <p>Start with {@link io.github.temporalpatterns.breaker.cluster.ClusterBreaker}.
 */
@NullMarked
package io.github.temporalpatterns.breaker.cluster;

import org.jspecify.annotations.NullMarked;
