// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that is kept, as {@code docs/testing.md} shows it. */
@PatternTest(workflows = TripWorkflowImpl.class)
class GoldenHistoryTest {
  @TempDir private Path folder;

  @Test
  void recordedRunReplays(Scenario<TripWorkflow> trip, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    bookings.on(Bookings::bookHotel).returns("room 7");
    trip.run(t -> t.book(new Trip("Ada", "London", "Turin")));
    // region golden
    Histories.record(trip, folder, "both-booked");

    int replayed = Histories.replayAll(folder, TripWorkflowImpl.class);
    // endregion
    assertThat(replayed).isEqualTo(1);
  }
}
