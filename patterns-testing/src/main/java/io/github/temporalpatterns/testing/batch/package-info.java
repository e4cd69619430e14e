// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a resumable batch, and a harness that kills your own batch activity everywhere.
 *
 * <p>Start with {@link io.github.temporalpatterns.testing.batch.KillAnywhere} or {@link
 * io.github.temporalpatterns.testing.batch.BatchContract}.
 */
@NullMarked
package io.github.temporalpatterns.testing.batch;

import org.jspecify.annotations.NullMarked;
