// SPDX-License-Identifier: Apache-2.0
/**
 * Runs one test once for every fault that can befall its workflow.
 *
 * <p>{@link io.github.temporalpatterns.testing.sweep.FaultSweep} finds the places where a fault can
 * strike by running the test undisturbed, then repeats it with one fault at a time, and with some
 * pairs. For tests only.
 */
@NullMarked
package io.github.temporalpatterns.testing.sweep;

import org.jspecify.annotations.NullMarked;
