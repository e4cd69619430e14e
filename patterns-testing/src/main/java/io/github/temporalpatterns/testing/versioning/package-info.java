// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a versioned flow: what it must keep.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.versioning.VersioningContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.versioning;

import org.jspecify.annotations.NullMarked;
