// SPDX-License-Identifier: Apache-2.0
/**
 * What all breakers have in common, whatever they guard: the rules by which they open and close,
 * their states, and the operators' query and commands.
 *
 * <p>Start with {@link io.github.temporalpatterns.breaker.machine.BreakerRules}.
 */
@NullMarked
package io.github.temporalpatterns.breaker.machine;

import org.jspecify.annotations.NullMarked;
