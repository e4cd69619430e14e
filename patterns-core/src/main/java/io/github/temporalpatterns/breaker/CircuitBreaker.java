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
 * Guards the calls that one workflow run makes to one dependency: after too many failures no more
 * calls are made for a while; then a few probes decide whether all is well again.
 *
 * <p>Workflow code only. Create it in a field or the constructor, so that operators reach it from
 * the first task on:
 *
 * <pre>{@code
 * private final CircuitBreaker breaker =
 *     CircuitBreaker.create(BreakerOptions.newBuilder("payments").setActivityOptions(CALLS).build());
 *
 * String receipt = breaker.call(Payments.class, p -> p.charge(order));
 * }</pre>
 *
 * <p><b>A call</b> is everything from the permit to the result: all attempts of the activity, and
 * the waits before and between them. It fails when the activity's retries are spent. So the breaker
 * counts calls, not attempts, and {@link BreakerOptions.Builder#setActivityOptions} refuses retries
 * without bound.
 *
 * <p><b>Not permitted</b>: such a call fails by {@code patterns.BreakerOpen}, not retryable, with a
 * {@link Rejection} as its detail; or its fallback is taken; or it waits ({@link
 * BreakerOptions.WhenOpen#WAIT}). No activity is scheduled.
 *
 * <p><b>Threads</b>: calls of several workflow threads may be under way at once. A result counts
 * only in the state in which its call was permitted; one that comes late is dropped.
 *
 * <p><b>Cancellation</b>: a cancelled call does not count, and gives its permit back. A call that
 * waits leaves the queue.
 *
 * <p><b>Failures</b> of calls are thrown as they are. An exception that is no {@link
 * io.temporal.failure.TemporalFailure} is a bug in the workflow and does not count.
 *
 * <p><b>Replay</b>: nothing is recorded but the calls; a call that waits records a timer, and
 * another one if its wait is bounded. All time is workflow time.
 *
 * <p><b>State</b>: of this run alone. {@link #state} carries it through continue-as-new.
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
   * Creates a breaker that goes on where a former run of this workflow left it. Call it in a
   * constructor annotated with {@link io.temporal.workflow.WorkflowInit}, which gets the input.
   *
   * @param options how it works from now on
   * @param state what {@link #state} gave to the former run's continue-as-new; null starts afresh
   * @return the breaker
   * @throws IllegalArgumentException if this run has a breaker of that name
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.InvalidState}, not retryable, if
   *     the state is that of another breaker, or of a newer version of this library
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
   * @param fallback gives the result in place of a call that is not permitted; it is not taken when
   *     the call fails
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
   * @param call the code; blocks until it knows its result
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
   * @param fallback gives the result in place of a call that is not permitted
   * @param <R> the result's type
   * @return the result of the call, or the fallback's
   * @throws io.temporal.failure.TemporalFailure the call's own failure
   */
  <R extends @Nullable Object> R call(
      Functions.Func<R> call, Functions.Func1<Rejection, R> fallback);

  /**
   * Leaves the dependency alone until a time that it has asked for, such as a retry-after or a
   * maintenance window. Extends the wait of an open breaker and never shortens it; does nothing to
   * one that is disabled, counts only, or was forced open.
   *
   * @param until when the first probe may go out
   * @param reason for the status
   */
  void openUntil(Instant until, String reason);

  /**
   * Tells how it is now.
   *
   * @return a snapshot, the same that an operator gets
   */
  Status status();

  /**
   * Returns what continue-as-new carries. Permits of calls under way are not carried, so let them
   * end first.
   *
   * @return the state: bounded by the rules' window
   */
  BreakerState state();
}
