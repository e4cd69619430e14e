// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a pausable long-runner.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.pause.PauseContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.pause;

import org.jspecify.annotations.NullMarked;
