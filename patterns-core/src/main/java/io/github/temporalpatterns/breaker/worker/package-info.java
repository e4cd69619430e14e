// SPDX-License-Identifier: Apache-2.0
/**
 * A breaker for the activities that one worker process executes.
 *
 * <p>Start with {@link io.github.temporalpatterns.breaker.worker.WorkerBreaker}.
 */
@NullMarked
package io.github.temporalpatterns.breaker.worker;

import org.jspecify.annotations.NullMarked;
