// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the determinism check: each rule on a workflow that breaks it and on one that does not.
 */
@NullMarked
package io.github.temporalpatterns.testing.determinism;

import org.jspecify.annotations.NullMarked;
