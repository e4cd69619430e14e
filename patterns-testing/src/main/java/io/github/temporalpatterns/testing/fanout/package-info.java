// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a chunked fan-out, and a simulation of how well a plan uses its window.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.fanout.FanOutContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.fanout;

import org.jspecify.annotations.NullMarked;
