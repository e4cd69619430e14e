// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The ways to use a saga that its page shows; each is run by a test. */
public final class SagaUses {

  private SagaUses() {}

  static SagaOptions options() {
    // region options
    SagaOptions options =
        SagaOptions.newBuilder(TripWorkflowImpl.ACTIVITIES)
            .setUndoOrder(SagaOptions.UndoOrder.DEPENDENCIES)
            .setUndoConcurrency(4)
            .setUndoFailure(SagaOptions.UndoFailure.PARK)
            .setUndoBudget(Duration.ofHours(2))
            .setDeadline(Duration.ofDays(1))
            .setNoEffectFailures("NO_HOTEL")
            .setOutcomeAttribute(SearchAttributeKey.forKeyword("SagaOutcome"))
            .build();
    // endregion
    return options;
  }

  static String undoFromResult(Steps tx, Trip trip) {
    // region undo-from-result
    String rental =
        tx.step("car")
            .call(
                Bookings.class,
                (b, key) -> b.rentCar(key.toString(), trip),
                (b, result) -> b.returnCar(result));
    // endregion
    return rental;
  }

  static String together(Steps tx, Trip trip) {
    // region together
    Promise<String> flight =
        tx.step("flight")
            .group("bookings")
            .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
            .callAsync(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
    Promise<String> hotel =
        tx.step("hotel")
            .group("bookings")
            .undo(Bookings.class, (b, key) -> b.cancelHotel(key.toString()))
            .callAsync(Bookings.class, (b, key) -> b.bookHotel(key.toString(), trip));
    String booked = flight.get() + ", " + hotel.get();
    // endregion
    return booked;
  }

  static String dependencies(Steps tx, Trip trip) {
    // region dependencies
    tx.step("payment")
        .undo(Bookings.class, (b, key) -> b.refund(key.toString()))
        .run(Bookings.class, (b, key) -> b.charge(key.toString(), trip));
    String flight =
        tx.step("flight")
            .after("payment")
            .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
            .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
    // endregion
    return flight;
  }

  static String pivot(Steps tx, Trip trip) {
    // region pivot
    String flight =
        tx.step("flight")
            .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
            .confirm(Bookings.class, (b, key) -> b.sendItinerary(key.toString(), trip.to()))
            .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
    tx.pivot();
    tx.step("payment").run(Bookings.class, (b, key) -> b.charge(key.toString(), trip));
    // endregion
    return flight;
  }

  static String savepoint(Steps tx, Trip trip) {
    // region savepoint
    ActivityOptions twoAttempts =
        TripWorkflowImpl.ACTIVITIES.toBuilder()
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
            .build();
    RetryOptions threeRounds = RetryOptions.newBuilder().setMaximumAttempts(3).build();
    String hotel =
        tx.nested(
            "bookings",
            threeRounds,
            inner -> {
              inner
                  .step("flight")
                  .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
                  .run(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
              return inner
                  .step("hotel")
                  .options(twoAttempts)
                  .undo(Bookings.class, (b, key) -> b.cancelHotel(key.toString()))
                  .call(Bookings.class, (b, key) -> b.bookHotel(key.toString(), trip));
            });
    // endregion
    return hotel;
  }

  static String child(Steps tx, Trip trip) {
    // region child
    Confirmation whole =
        tx.step("first leg")
            .undo(CancelTripWorkflow.class, (w, key) -> w.cancel(key.toString()))
            .call(TripWorkflow.class, (w, key) -> w.book(trip));
    // endregion
    return whole.flight();
  }

  static String code(Steps tx, Trip trip) {
    // region code
    String flight =
        tx.step("flight")
            .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
            .call(key -> withFallback(key.toString(), trip));
    // endregion
    return flight;
  }

  // region fallback
  private static String withFallback(String key, Trip trip) {
    Bookings bookings = Workflow.newActivityStub(Bookings.class, TripWorkflowImpl.ACTIVITIES);
    try {
      return bookings.bookFlight(key, trip);
    } catch (ActivityFailure soldOut) {
      return bookings.bookFlight(key, new Trip(trip.traveller(), trip.from(), "nearby"));
    }
  }
  // endregion
}
