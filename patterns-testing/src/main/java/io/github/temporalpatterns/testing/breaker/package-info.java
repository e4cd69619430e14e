// SPDX-License-Identifier: Apache-2.0
/**
 * The contracts of a circuit breaker in a workflow, and of one that processes share: what they must
 * keep.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.breaker.BreakerContract}; {@link
 * io.github.temporalpatterns.testing.breaker.ClusterContract} goes on from there.
 */
@NullMarked
package io.github.temporalpatterns.testing.breaker;

import org.jspecify.annotations.NullMarked;
