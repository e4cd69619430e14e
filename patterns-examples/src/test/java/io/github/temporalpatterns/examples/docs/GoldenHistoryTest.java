// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.Shadow;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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

  @Test
  void aServerThatCannotListIsRefused(PatternEnv env) {
    assertThatThrownBy(() -> whatRunsNow(env.client(), LocalDate.EPOCH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the server does not list runs by \"WorkflowType = 'TripWorkflow'")
        .hasMessageContaining("AND (TaskQueue = 'trips')\": UNIMPLEMENTED");
  }

  // region shadow
  static Stream<DynamicTest> whatRunsNow(WorkflowClient production, LocalDate day) {
    return Shadow.of(production, TripWorkflowImpl.class)
        .where("TaskQueue = 'trips'")
        .oneIn(20, day.toEpochDay())
        .keepFailed(Path.of("src/test/resources/histories/trips"))
        .tests();
  }
  // endregion
}
