// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a circuit breaker in a workflow: what it must keep.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.breaker.BreakerContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.breaker;

import org.jspecify.annotations.NullMarked;
