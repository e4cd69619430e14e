// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of calls in parallel: what a bounded map and a race must keep.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.parallel.ParallelContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.parallel;

import org.jspecify.annotations.NullMarked;
