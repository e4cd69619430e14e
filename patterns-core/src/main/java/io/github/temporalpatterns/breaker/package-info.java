// SPDX-License-Identifier: Apache-2.0
/**
 * A circuit breaker for the calls of one workflow run: after too many failures it calls no more for
 * a while, then tries with a few probes.
 *
 * <p>Use it where a run calls one dependency many times. Do not use it to protect a dependency from
 * many runs: each run has its own breaker, and sees only its own calls.
 *
 * <pre>{@code
 * private final CircuitBreaker breaker =
 *     CircuitBreaker.create(BreakerOptions.newBuilder("payments").setActivityOptions(CALLS).build());
 *
 * String receipt = breaker.call(Payments.class, p -> p.charge(order));
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.breaker.CircuitBreaker}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/breaker.md">breaker.md</a>
 */
@NullMarked
package io.github.temporalpatterns.breaker;

import org.jspecify.annotations.NullMarked;
