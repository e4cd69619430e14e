// SPDX-License-Identifier: Apache-2.0
/**
 * Calls in parallel: a bounded map over a list that keeps every outcome, and a race for the first
 * success.
 *
 * <p>Use it for some hundred calls within one run. Do not use it for more than a few thousand, or
 * for an unknown number: a run's history is bounded.
 *
 * <pre>{@code
 * Outcomes<Order, Receipt> outcomes =
 *     Parallel.create().map(orders, order -> Async.function(payments::charge, order));
 * outcomes.failed().forEach(failed -> ...);
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.parallel.Parallel} or {@link
 * io.github.temporalpatterns.parallel.Race}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/parallel.md">parallel.md</a>
 */
@NullMarked
package io.github.temporalpatterns.parallel;

import org.jspecify.annotations.NullMarked;
