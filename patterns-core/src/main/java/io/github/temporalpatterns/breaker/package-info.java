// SPDX-License-Identifier: Apache-2.0
/**
 * A circuit breaker: after too many failures it permits no calls for a while, and then a few
 * probes. {@link io.github.temporalpatterns.breaker.CircuitBreaker} guards the calls of one
 * workflow run, {@link io.github.temporalpatterns.breaker.worker.WorkerBreaker} the activities of
 * one worker process, and {@link io.github.temporalpatterns.breaker.cluster.ClusterBreaker} is
 * shared by all processes.
 *
 * <p>Use the first where a run calls one dependency many times, and the others where many runs call
 * it: a run's breaker sees only its own calls.
 *
 * <pre>{@code
 * private final CircuitBreaker breaker =
 *     CircuitBreaker.create(BreakerOptions.newBuilder("payments").setActivityOptions(CALLS).build());
 *
 * String receipt = breaker.call(Payments.class, p -> p.charge(order));
 * }</pre>
 *
 * <p>Start with {@link io.github.temporalpatterns.breaker.CircuitBreaker}. What the three have in
 * common, such as {@link io.github.temporalpatterns.breaker.machine.BreakerRules} and what
 * operators use, is in {@link io.github.temporalpatterns.breaker.machine}.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/breaker.md">breaker.md</a>
 */
@NullMarked
package io.github.temporalpatterns.breaker;

import org.jspecify.annotations.NullMarked;
