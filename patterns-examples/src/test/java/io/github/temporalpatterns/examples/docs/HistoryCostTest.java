// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.api.enums.v1.EventType;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history cost that the saga's page states, against the same trip written by hand. */
@PatternTest(workflows = TripWorkflowImpl.class)
class HistoryCostTest {

  /** The trip by hand: try, catch, undo in a detached scope. */
  public static class ByHand implements TripWorkflow {
    private final Bookings bookings =
        Workflow.newActivityStub(Bookings.class, TripWorkflowImpl.ACTIVITIES);

    @Override
    public Confirmation book(Trip trip) {
      try {
        return new Confirmation(
            bookings.bookFlight("flight", trip), bookings.bookHotel("hotel", trip));
      } catch (TemporalFailure failure) {
        CancellationScope undo =
            Workflow.newDetachedCancellationScope(
                () -> {
                  bookings.cancelHotel("hotel");
                  bookings.cancelFlight("flight");
                });
        undo.run();
        throw failure;
      }
    }
  }

  @Test
  void stepsThatSucceedCostNothingExtra(PatternEnv env, Scenario<TripWorkflow> trip) {
    Trip turin = new Trip("Ada", "London", "Turin");
    env.register(new InMemoryBookings());
    trip.run(t -> t.book(turin));
    try (PatternEnv other = PatternEnv.open(ByHand.class)) {
      other.register(new InMemoryBookings());
      Scenario<TripWorkflow> byHand = other.scenario(TripWorkflow.class);
      byHand.run(t -> t.book(turin));
      assertThat(events(trip)).isEqualTo(events(byHand));
    }
  }

  @Test
  void anUndoCostsOneTimerAndOneMemoExtra(PatternEnv env, Scenario<TripWorkflow> trip) {
    Trip atlantis = new Trip("Ada", "London", "Atlantis");
    env.register(new InMemoryBookings());
    assertThatThrownBy(() -> trip.run(t -> t.book(atlantis))).hasStackTraceContaining("NO_HOTEL");
    try (PatternEnv other = PatternEnv.open(ByHand.class)) {
      other.register(new InMemoryBookings());
      Scenario<TripWorkflow> byHand = other.scenario(TripWorkflow.class);
      assertThatThrownBy(() -> byHand.run(t -> t.book(atlantis)))
          .hasStackTraceContaining("NO_HOTEL");
      List<EventType> extra = new ArrayList<>(events(trip));
      events(byHand).forEach(extra::remove);
      assertThat(extra)
          .containsExactly(
              EventType.EVENT_TYPE_TIMER_STARTED,
              EventType.EVENT_TYPE_TIMER_CANCELED,
              EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED);
    }
  }

  private static List<EventType> events(Scenario<TripWorkflow> trip) {
    return trip.history().getEvents().stream().map(event -> event.getEventType()).toList();
  }
}
