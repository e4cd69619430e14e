// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books one trip after the other, a run for each, with one breaker for all. */
@WorkflowInterface
public interface TourOffersWorkflow {

  /**
   * Books the trips.
   *
   * @param trips those that are left
   * @param state the breaker's, from the run before
   */
  @WorkflowMethod
  void book(List<Trip> trips, @Nullable BreakerState state);
}
