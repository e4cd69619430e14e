// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaState;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries the undo log through continue-as-new. */
// region class
public class TourWorkflowImpl implements TourWorkflow {
  private static final int TRIPS_PER_RUN = 20;

  private final SagaCompensator saga;

  @WorkflowInit
  public TourWorkflowImpl(List<Trip> trips, int done, @Nullable SagaState undoLog) {
    saga =
        SagaCompensator.restore(
            SagaOptions.newBuilder(TripWorkflowImpl.ACTIVITIES).build(), undoLog);
  }

  @Override
  public int book(List<Trip> trips, int done, @Nullable SagaState undoLog) {
    return saga.run(
        tx -> {
          int end = Math.min(done + TRIPS_PER_RUN, trips.size());
          for (Trip trip : trips.subList(done, end)) {
            tx.step("flight")
                .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
                .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
          }
          if (end < trips.size()) {
            Workflow.continueAsNew(trips, end, saga.state());
          }
          return trips.size();
        });
  }
}
// endregion
