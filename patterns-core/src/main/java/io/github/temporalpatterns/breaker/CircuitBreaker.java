// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.Status;
import io.temporal.workflow.Functions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Guards the calls that one workflow run makes to one dependency: after too many failures it
 * permits no calls for a while; then a few probes decide whether the dependency has recovered.
 *
 * <p>Workflow code only. Create it in a field or the constructor, so that operators can reach it
 * from the first workflow task on:
 *
 * <pre>{@code
 * private final CircuitBreaker breaker =
 *     CircuitBreaker.create(BreakerOptions.newBuilder("payments").setActivityOptions(CALLS).build());
 *
 * String receipt = breaker.call(Payments.class, p -> p.charge(order));
 * }</pre>
 *
 * <p><b>A call</b> is everything from the permit to the result: all attempts of the activity, and
 * the waits before and between them. It fails when the activity's retries are used up. So the
 * breaker counts calls, not attempts, and {@link BreakerOptions.Builder#setActivityOptions} refuses
 * retries without a bound.
 *
 * <p><b>Not permitted</b>: a call that is not permitted fails by {@code patterns.BreakerOpen}, not
 * retryable, with a {@link Rejection} as its detail; or its fallback is taken; or it waits ({@link
 * BreakerOptions.WhenOpen#WAIT}). No activity is scheduled.
 *
 * <p><b>Threads</b>: calls of several workflow threads may be under way at once. A result counts
 * only if the breaker is still in the state in which it permitted the call; a late result is
 * dropped.
 *
 * <p><b>Cancellation</b>: a cancelled call does not count, and gives its permit back. A call that
 * waits leaves the queue.
 *
 * <p><b>Failures</b> of calls are thrown as they are. An exception that is not a {@link
 * io.temporal.failure.TemporalFailure} is a bug in the workflow and does not count.
 *
 * <p><b>Replay</b>: only the calls are recorded. A call that waits records a timer, and another one
 * if its wait is bounded. All time is workflow time.
 *
 * <p><b>State</b>: the breaker knows only the calls of this run. {@link #state} carries its state
 * through continue-as-new.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface CircuitBreaker {

  /**
   * Creates a breaker. Its handlers for {@link
   * io.github.temporalpatterns.breaker.machine.BreakerOperator} are registered with the run.
   *
   * @param options how it works
   * @return a breaker in its initial state
   * @throws IllegalArgumentException if this run has a breaker of that name
   */
  static CircuitBreaker create(BreakerOptions options) {
    return restore(options, null);
  }

  /**
   * Creates a breaker that continues from the state in which an earlier run of this workflow left
   * it. Call it in a constructor annotated with {@link io.temporal.workflow.WorkflowInit}, which
   * gets the input.
   *
   * @param options how it works from now on
   * @param state what {@link #state} returned for the continue-as-new of the earlier run; null
   *     starts afresh
   * @return the breaker
   * @throws IllegalArgumentException if this run has a breaker of that name, or the state is that
   *     of another breaker
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.InvalidState}, not retryable, if
   *     no breaker could continue from the state
   * @throws IllegalStateException if a newer release wrote the state
   */
  static CircuitBreaker restore(BreakerOptions options, @Nullable BreakerState state) {
    return DefaultCircuitBreaker.create(options, state);
  }

  /**
   * Makes a guarded call of an activity.
   *
   * @param api the activity interface
   * @param call calls the stub that it is given
   * @param <A> the activity interface
   * @param <R> the result's type
   * @return the result
   * @throws io.temporal.failure.TemporalFailure the call's own failure
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.BreakerOpen} if it is not
   *     permitted
   * @throws IllegalArgumentException if the breaker's options have no activity options
   */
  <A, R extends @Nullable Object> R call(Class<A> api, Functions.Func1<A, R> call);

  /**
   * Makes a guarded call of an activity, or takes the fallback if it is not permitted.
   *
   * @param api the activity interface
   * @param call calls the stub that it is given
   * @param fallback returns the result instead of a call that is not permitted; it is not called
   *     when the call fails
   * @param <A> the activity interface
   * @param <R> the result's type
   * @return the result of the call, or the fallback's
   * @throws io.temporal.failure.TemporalFailure the call's own failure
   * @throws IllegalArgumentException if the breaker's options have no activity options
   */
  <A, R extends @Nullable Object> R call(
      Class<A> api, Functions.Func1<A, R> call, Functions.Func1<Rejection, R> fallback);

  /**
   * Guards any other code of the workflow that calls: child workflows, Nexus operations, several
   * activities as one. Its retries must be bounded.
   *
   * @param call the code; it must block until it knows its result
   * @param <R> the result's type
   * @return the result
   * @throws io.temporal.failure.TemporalFailure the call's own failure
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.BreakerOpen} if it is not
   *     permitted
   */
  <R extends @Nullable Object> R call(Functions.Func<R> call);

  /**
   * Guards any other code, or takes the fallback.
   *
   * @param call the code
   * @param fallback returns the result instead of a call that is not permitted
   * @param <R> the result's type
   * @return the result of the call, or the fallback's
   * @throws io.temporal.failure.TemporalFailure the call's own failure
   */
  <R extends @Nullable Object> R call(
      Functions.Func<R> call, Functions.Func1<Rejection, R> fallback);

  /**
   * Permits no call until a time that the dependency has asked for, such as a retry-after or the
   * end of a maintenance window. Extends the wait of an open breaker and never shortens it. Does
   * nothing if the breaker is disabled, only counts, or was forced open.
   *
   * @param until when the first probe is permitted
   * @param reason for the status
   */
  void openUntil(Instant until, String reason);

  /**
   * Returns the current status.
   *
   * @return a snapshot, the same that an operator gets
   */
  Status status();

  /**
   * Returns the state for continue-as-new to carry. Permits of calls under way are not carried, so
   * let these calls end first.
   *
   * @return the state: bounded by the rules' window
   */
  BreakerState state();
}
