// SPDX-License-Identifier: Apache-2.0
/**
 * Runs one test once for every fault that can befall its workflow, or for every version of it.
 *
 * <p>{@link io.github.temporalpatterns.testing.sweep.FaultSweep} finds the places where a fault can
 * strike by running the test undisturbed, then repeats it with one fault at a time, and with some
 * pairs. {@link io.github.temporalpatterns.testing.sweep.VersionSweep} does it for the combinations
 * of versions. For tests only.
 */
@NullMarked
package io.github.temporalpatterns.testing.sweep;

import org.jspecify.annotations.NullMarked;
