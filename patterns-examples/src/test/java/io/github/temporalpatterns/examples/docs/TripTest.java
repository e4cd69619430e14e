// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import org.junit.jupiter.api.Test;

// region test
@PatternTest(workflows = TripWorkflowImpl.class)
class TripTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  @Test
  void booksBoth(Scenario<TripWorkflow> trip, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    bookings.on(Bookings::bookHotel).returns("room 7");

    Confirmation confirmation = trip.run(t -> t.book(TRIP));

    assertThat(confirmation).isEqualTo(new Confirmation("LH-42", "room 7"));
  }

  @Test
  void cancelsTheFlightWhenThereIsNoHotel(Scenario<TripWorkflow> trip, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    bookings.on(Bookings::bookHotel).failsNonRetryable("NO_HOTEL");
    bookings.on(Bookings::cancelHotel).completes();
    bookings.on(Bookings::cancelFlight).completes();

    assertThatThrownBy(() -> trip.run(t -> t.book(TRIP))).hasStackTraceContaining("NO_HOTEL");

    verifyThat(trip)
        .inOrder("BookFlight", "BookHotel", "CancelHotel", "CancelFlight")
        .failedWith("NO_HOTEL");
  }
}
// endregion
