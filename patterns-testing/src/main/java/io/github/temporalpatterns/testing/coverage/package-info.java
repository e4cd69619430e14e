// SPDX-License-Identifier: Apache-2.0
/**
 * Shows which parts of a workflow its tests exercised: {@link
 * io.github.temporalpatterns.testing.coverage.Coverage}.
 */
@NullMarked
package io.github.temporalpatterns.testing.coverage;

import org.jspecify.annotations.NullMarked;
