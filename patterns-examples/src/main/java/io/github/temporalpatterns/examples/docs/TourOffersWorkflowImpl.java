// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries its breaker from run to run. */
// region carry
public class TourOffersWorkflowImpl implements TourOffersWorkflow {
  private final CircuitBreaker breaker;

  @WorkflowInit
  public TourOffersWorkflowImpl(List<Trip> trips, @Nullable BreakerState state) {
    breaker = CircuitBreaker.restore(BreakerUses.waiting(), state);
  }

  @Override
  public void book(List<Trip> trips, @Nullable BreakerState state) {
    breaker.call(Bookings.class, b -> b.bookFlight("tour-" + trips.size(), trips.get(0)));
    if (trips.size() > 1) {
      Workflow.newContinueAsNewStub(TourOffersWorkflow.class)
          .book(trips.subList(1, trips.size()), breaker.state());
    }
  }
}
// endregion
