// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.examples.docs.UsesWorkflow.Use;
import io.github.temporalpatterns.saga.SagaOptions.UndoOrder;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/patterns/saga.md} shows does what the page says. */
@Tag("real-server")
@PatternTest(
    workflows = {UsesWorkflow.Impl.class, TripWorkflowImpl.class, UsesWorkflow.CancelTrip.class})
class SagaUsesTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  @ParameterizedTest
  @EnumSource
  void everyUseCompletes(Use use, PatternEnv env, Scenario<UsesWorkflow> saga) {
    env.register(new InMemoryBookings());
    String booked = saga.run(s -> s.run(use, TRIP, false));
    assertThat(booked).isNotEmpty();
    assertThat(saga.attempts().types()).doesNotContain("CancelFlight", "CancelHotel", "Refund");
  }

  @Test
  void undoIsMadeFromTheResult(PatternEnv env, Scenario<UsesWorkflow> saga) {
    assertThat(undone(Use.UNDO_FROM_RESULT, env, saga)).containsExactly("ReturnCar");
  }

  @Test
  void groupIsUndoneTogether(PatternEnv env, Scenario<UsesWorkflow> saga) {
    assertThat(undone(Use.TOGETHER, env, saga))
        .containsExactlyInAnyOrder("CancelFlight", "CancelHotel");
  }

  @Test
  void dependentStepIsUndoneFirst(PatternEnv env, Scenario<UsesWorkflow> saga) {
    assertThat(undone(Use.DEPENDENCIES, env, saga)).containsExactly("CancelFlight", "Refund");
  }

  @Test
  void nothingIsUndoneAfterThePivot(PatternEnv env, Scenario<UsesWorkflow> saga) {
    assertThat(undone(Use.PIVOT, env, saga)).isEmpty();
    assertThat(saga.attempts().types()).containsExactly("BookFlight", "Charge");
  }

  @Test
  void confirmRunsAfterSuccess(PatternEnv env, Scenario<UsesWorkflow> saga) {
    env.register(new InMemoryBookings());
    saga.run(s -> s.run(Use.PIVOT, TRIP, false));
    assertThat(saga.attempts().types()).containsExactly("BookFlight", "Charge", "SendItinerary");
  }

  @Test
  void childWorkflowIsUndoneByAnother(PatternEnv env, Scenario<UsesWorkflow> saga) {
    assertThat(undone(Use.CHILD, env, saga)).containsExactly("Refund");
  }

  @Test
  void savepointUndoesAndTriesAgain(Scenario<UsesWorkflow> saga, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    bookings.on(Bookings::bookHotel).fails(2, "BUSY").then().returns("room 7");
    bookings.on(Bookings::cancelFlight).completes();
    bookings.on(Bookings::cancelHotel).completes();
    String hotel = saga.run(s -> s.run(Use.SAVEPOINT, TRIP, false));
    assertThat(hotel).isEqualTo("room 7");
    assertThat(saga.attempts().types())
        .containsExactly(
            "BookFlight",
            "BookHotel",
            "BookHotel",
            "CancelHotel",
            "CancelFlight",
            "BookFlight",
            "BookHotel");
  }

  @Test
  void codeDecidesWhatTheStepIs(Scenario<UsesWorkflow> saga, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).failsNonRetryable("SOLD_OUT").then().returns("LH-43");
    String flight = saga.run(s -> s.run(Use.CODE, TRIP, false));
    assertThat(flight).isEqualTo("LH-43");
  }

  @Test
  void optionsBuild() {
    assertThat(SagaUses.options().getUndoOrder()).isEqualTo(UndoOrder.DEPENDENCIES);
  }

  private static List<String> undone(Use use, PatternEnv env, Scenario<UsesWorkflow> saga) {
    env.register(new InMemoryBookings());
    assertThatThrownBy(() -> saga.run(s -> s.run(use, TRIP, true)))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("LATER_STEP_FAILED");
    return saga.attempts().types().stream()
        .filter(type -> type.matches("Cancel.*|Refund|ReturnCar"))
        .toList();
  }
}
