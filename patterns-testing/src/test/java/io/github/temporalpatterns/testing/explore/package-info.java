// SPDX-License-Identifier: Apache-2.0
/** Tests of the explorer: on plain objects, and on a workflow with a planted bug. */
@NullMarked
package io.github.temporalpatterns.testing.explore;

import org.jspecify.annotations.NullMarked;
