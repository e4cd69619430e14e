// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaWorkflow;

/** The same saga as a base class to extend. */
// region class
public class TripSaga extends SagaWorkflow<Trip, Confirmation> implements TripWorkflow {
  public TripSaga() {
    super(SagaOptions.newBuilder(TripWorkflowImpl.ACTIVITIES).build());
  }

  @Override
  public Confirmation book(Trip trip) {
    return run(trip);
  }

  @Override
  protected Confirmation steps(Steps tx, Trip trip) {
    String flight =
        tx.step("flight")
            .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
            .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
    String hotel =
        tx.step("hotel")
            .undo(Bookings.class, (b, key) -> b.cancelHotel(key.toString()))
            .call(Bookings.class, (b, key) -> b.bookHotel(key.toString(), trip));
    return new Confirmation(flight, hotel);
  }
}
// endregion
