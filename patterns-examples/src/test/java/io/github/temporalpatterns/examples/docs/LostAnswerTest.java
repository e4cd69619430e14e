// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static io.github.temporalpatterns.testing.activity.TimeoutKind.START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The test that a saga is for. */
@PatternTest(workflows = TripWorkflowImpl.class)
class LostAnswerTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  // region lost-answer
  @Test
  void noRoomStaysBookedWhenTheAnswerIsLost(Scenario<TripWorkflow> trip, Canned<Bookings> service) {
    Set<String> rooms = ConcurrentHashMap.newKeySet();
    service.on(Bookings::bookFlight).returns("LH-42");
    service
        .on(Bookings::bookHotel)
        .timesOutAfter(START_TO_CLOSE, (key, asked) -> rooms.add(key) ? "room 7" : "again")
        .then()
        .failsNonRetryable("NO_HOTEL");
    service.on(Bookings::cancelHotel).answers(key -> rooms.remove(key));
    service.on(Bookings::cancelFlight).completes();

    assertThatThrownBy(() -> trip.run(t -> t.book(TRIP))).hasStackTraceContaining("NO_HOTEL");

    assertThat(trip.attempts().of("BookHotel").count()).isEqualTo(2);
    assertThat(rooms).isEmpty();
  }
  // endregion
}
