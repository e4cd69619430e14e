// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Continue-as-new and the base class, as the pages show them. */
@Tag("real-server")
@PatternTest(workflows = {TourWorkflowImpl.class, TripSaga.class})
class SagaShapesTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  @Test
  void undoLogOutlivesTheRun(Scenario<TourWorkflow> tour, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).answers(SagaShapesTest::unlessToAtlantis);
    bookings.on(Bookings::cancelFlight).completes();
    List<Trip> trips =
        Stream.concat(
                Collections.nCopies(25, TRIP).stream(),
                Stream.of(new Trip("Ada", "Turin", "Atlantis")))
            .toList();
    assertThatThrownBy(() -> tour.run(t -> t.book(trips, 0, null)))
        .hasStackTraceContaining("NO_FLIGHT");
    assertThat(tour.histories()).hasSize(2);
    assertThat(tour.attempts().of("CancelFlight").count()).isEqualTo(26);
    assertThat(tour.attempts().of("CancelFlight").list())
        .extracting(attempt -> attempt.arguments().get(0))
        .doesNotHaveDuplicates();
  }

  @Test
  void baseClassRunsTheSteps(PatternEnv env, Scenario<TripWorkflow> trip) {
    env.register(new InMemoryBookings());
    Confirmation confirmation = trip.run(t -> t.book(TRIP));
    assertThat(confirmation).isEqualTo(new Confirmation("flight to Turin", "hotel in Turin"));
  }

  @Test
  void baseClassUndoes(PatternEnv env, Scenario<TripWorkflow> trip) {
    env.register(new InMemoryBookings());
    assertThatThrownBy(() -> trip.run(t -> t.book(new Trip("Ada", "London", "Atlantis"))))
        .hasStackTraceContaining("NO_HOTEL");
    assertThat(trip.attempts().types())
        .containsExactly("BookFlight", "BookHotel", "CancelHotel", "CancelFlight");
  }

  private static String unlessToAtlantis(String key, Trip trip) {
    if (trip.to().equals("Atlantis")) {
      throw ApplicationFailure.newNonRetryableFailure("no flight to Atlantis", "NO_FLIGHT");
    }
    return key;
  }
}
