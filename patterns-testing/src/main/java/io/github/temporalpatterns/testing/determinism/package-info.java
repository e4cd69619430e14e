// SPDX-License-Identifier: Apache-2.0
/**
 * Finds in the class files of a workflow what a replay would do differently: {@link
 * io.github.temporalpatterns.testing.determinism.DeterminismCheck}.
 */
@NullMarked
package io.github.temporalpatterns.testing.determinism;

import org.jspecify.annotations.NullMarked;
