// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

// region file
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;

// region class
public class TripWorkflowImpl implements TripWorkflow {
  static final ActivityOptions ACTIVITIES =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build();

  private final SagaCompensator saga =
      SagaCompensator.create(SagaOptions.newBuilder(ACTIVITIES).build());

  @Override
  // region book
  public Confirmation book(Trip trip) {
    return saga.run(
        tx -> {
          String flight =
              tx.step("flight")
                  .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
                  .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
          String hotel =
              tx.step("hotel")
                  .undo(Bookings.class, (b, key) -> b.cancelHotel(key.toString()))
                  .call(Bookings.class, (b, key) -> b.bookHotel(key.toString(), trip));
          return new Confirmation(flight, hotel);
        });
  }
  // endregion
}
// endregion
// endregion
