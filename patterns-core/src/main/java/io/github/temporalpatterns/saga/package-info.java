// SPDX-License-Identifier: Apache-2.0
/**
 * The saga compensator: undo in reverse when a step fails or the run is cancelled.
 *
 * <p>Use it when several services must all succeed or all be put back, and each offers a call that
 * takes its work back. Do not use it for calls without effect, for work inside one database
 * transaction, or instead of a retry.
 *
 * <pre>{@code
 * return saga.run(steps -> {
 *   String flight = steps.step("flight")
 *       .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
 *       .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
 *   ...
 * });
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.saga.SagaCompensator}, or extend {@link
 * io.github.temporalpatterns.saga.SagaWorkflow}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/saga.md">saga.md</a>
 */
@NullMarked
package io.github.temporalpatterns.saga;

import org.jspecify.annotations.NullMarked;
