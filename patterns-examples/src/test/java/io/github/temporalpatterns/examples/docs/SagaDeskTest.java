// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the pages show operators and callers to do. */
@Tag("real-server")
@PatternTest(workflows = SagaDeskTest.Impl.class)
class SagaDeskTest {
  private static final Trip PARKS = new Trip("Ada", "London", "Turin");

  /** Fails after its first step; parks. */
  public static class Impl implements TripWorkflow {
    private final SagaCompensator saga =
        SagaCompensator.create(
            SagaOptions.newBuilder(TripWorkflowImpl.ACTIVITIES)
                .setUndoFailure(SagaOptions.UndoFailure.PARK)
                .build());

    @Override
    public Confirmation book(Trip trip) {
      return saga.run(
          tx -> {
            tx.step("flight")
                .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
                .run(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
            throw ApplicationFailure.newNonRetryableFailure("no hotel", "NO_HOTEL");
          });
    }
  }

  @Test
  void operatorRetriesWithOtherArguments(
      PatternEnv env, Scenario<TripWorkflow> trip, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    bookings.on(Bookings::cancelFlight).failsNonRetryable("NO_SUCH_KEY").then().completes();
    trip.start(t -> t.book(PARKS));
    SagaOperator operator = trip.stub(SagaOperator.class);
    trip.await("parking", () -> operator.sagaReport().outcome() == Outcome.PARKED);
    AuditEntry entry = SagaDesk.decide(env.client(), trip.execution().getWorkflowId());
    assertThat(entry.effect()).isEqualTo("PENDING");
    assertThatThrownBy(() -> trip.result(Confirmation.class)).hasStackTraceContaining("NO_HOTEL");
    assertThat(trip.attempts().of("CancelFlight").list().get(1).arguments())
        .containsExactly("LH-42");
    assertThat(SagaDesk.outcome(env.client(), trip.execution().getWorkflowId()))
        .isEqualTo(
            new SagaReport.Summary(
                Outcome.COMPENSATED,
                "NO_HOTEL: no hotel",
                List.of("flight"),
                List.of(),
                List.of()));
  }

  @Test
  void callerReadsWhatIsLeft(PatternEnv env) {
    env.worker("left").registerWorkflows(TripWorkflowImpl.class);
    Canned<Bookings> bookings = env.worker("left").canned(Bookings.class);
    bookings.on(Bookings::bookFlight).returns("LH-42");
    bookings.on(Bookings::bookHotel).failsNonRetryable("NO_HOTEL");
    bookings.on(Bookings::cancelHotel).completes();
    bookings.on(Bookings::cancelFlight).failsNonRetryable("NO_SUCH_KEY");
    env.start();
    TripWorkflow trip =
        env.client()
            .newWorkflowStub(
                TripWorkflow.class, WorkflowOptions.newBuilder().setTaskQueue("left").build());
    assertThat(SagaDesk.whatIsLeft(trip, PARKS))
        .extracting(SagaReport::outcome)
        .isEqualTo(Outcome.PARTIALLY_COMPENSATED);
  }
}
