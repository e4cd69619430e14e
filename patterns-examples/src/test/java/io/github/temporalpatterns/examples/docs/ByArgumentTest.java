// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import org.junit.jupiter.api.Test;

/** A script for some arguments, and another for all others. */
@PatternTest(workflows = TripWorkflowImpl.class)
class ByArgumentTest {

  @Test
  void booksWhereThereIsAHotel(Scenario<TripWorkflow> trip, Canned<Bookings> bookings) {
    hasNoHotelInAtlantis(bookings);
    Confirmation confirmation = trip.run(t -> t.book(new Trip("Ada", "London", "Turin")));
    assertThat(confirmation.hotel()).isEqualTo("room 7");
  }

  @Test
  void booksNothingInAtlantis(Scenario<TripWorkflow> trip, Canned<Bookings> bookings) {
    hasNoHotelInAtlantis(bookings);
    assertThatThrownBy(() -> trip.run(t -> t.book(new Trip("Ada", "London", "Atlantis"))))
        .hasStackTraceContaining("NO_HOTEL");
  }

  private static void hasNoHotelInAtlantis(Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    // region when
    bookings
        .on(Bookings::bookHotel)
        .when((key, trip) -> trip.to().equals("Atlantis"))
        .failsNonRetryable("NO_HOTEL")
        .optional()
        .otherwise()
        .returns("room 7")
        .optional();
    // endregion
    bookings.on(Bookings::cancelHotel).completes().optional();
    bookings.on(Bookings::cancelFlight).completes().optional();
  }
}
