// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import org.jspecify.annotations.Nullable;

/**
 * Base class of a workflow that is one saga: it owns the {@link SagaCompensator} and runs {@link
 * #steps} in it.
 *
 * <p>Workflow code only. A workflow interface whose method is {@code Out run(In)} needs nothing but
 * {@code steps}; any other method calls {@link #run}:
 *
 * <pre>{@code
 * public class TripWorkflowImpl extends SagaWorkflow<Trip, Confirmation> implements TripWorkflow {
 *   public TripWorkflowImpl() {
 *     super(SagaOptions.newBuilder(ACTIVITIES).build());
 *   }
 *
 *   public Confirmation book(Trip trip) {
 *     return run(trip);
 *   }
 *
 *   protected Confirmation steps(SagaCompensator.Steps steps, Trip trip) { ... }
 * }
 * }</pre>
 *
 * <p>Replay, state, threads, failures and cancellation: those of {@link SagaCompensator}. To
 * continue as new, use the block instead.
 *
 * @param <I> the input's type
 * @param <O> the result's type
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public abstract class SagaWorkflow<I extends @Nullable Object, O extends @Nullable Object> {

  /** The saga; its handlers are registered with the run. */
  protected final SagaCompensator saga;

  /**
   * Creates the saga.
   *
   * @param options how steps and undos run
   */
  protected SagaWorkflow(SagaOptions options) {
    saga = SagaCompensator.create(options);
  }

  /**
   * Runs the saga.
   *
   * @param input passed to {@link #steps}
   * @return what {@code steps} returned
   */
  public O run(I input) {
    return saga.run(steps -> steps(steps, input));
  }

  /**
   * The business transaction.
   *
   * @param steps starts the steps
   * @param input the workflow's input
   * @return the result
   */
  protected abstract O steps(SagaCompensator.Steps steps, I input);
}
