// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerOperator.Command;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docs/patterns/breaker.md} shows does what the page says. */
@Tag("real-server")
@PatternTest(workflows = {BreakerUsesTest.Impl.class, TourOffersWorkflowImpl.class})
class BreakerUsesTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  @Test
  void anOpenBreakerSelectsTheFallbackOfASagasStep(Scenario<Travel> travel, PatternEnv env) {
    env.register(new InMemoryBookings());
    travel.start(t -> t.travel(TRIP));
    BreakerOperator operator = travel.stub(BreakerOperator.class);
    Command command = Command.of("1", "ann", "maintenance", "bookings");
    assertThat(operator.breakerForceOpen(command).effect()).isEqualTo("FORCED_OPEN");
    travel.stub().go();

    assertThat(travel.result(String.class))
        .isEqualTo("by train, since forced open by ann: maintenance");
    assertThat(travel.attempts().count()).isZero();
    assertThat(
            travel
                .untyped()
                .query("__temporal_workflow_metadata", WorkflowMetadata.class)
                .getCurrentDetails())
        .as("what both patterns show in the Web UI")
        .contains("**Breaker bookings** is forced open", "**Saga** completed");
  }

  @Test
  void anOperatorIsAnsweredOnceAndRefusedByRule(Scenario<Travel> travel, PatternEnv env) {
    env.register(new InMemoryBookings());
    travel.start(t -> t.travel(TRIP));
    BreakerOperator operator = travel.stub(BreakerOperator.class);
    Command first =
        Command.of("1", "ann", "a drill", "bookings").until(Instant.now().plus(Duration.ofDays(1)));
    AuditEntry forced = operator.breakerForceOpen(first);
    assertThat(forced.effect()).isEqualTo("FORCED_OPEN");
    assertThat(operator.breakerReset(Command.of("2", "ann", "enough", "bookings")).effect())
        .isEqualTo("CLOSED");
    assertThat(operator.breakerForceOpen(first)).as("a repeated request").isEqualTo(forced);
    assertThat(operator.breakerDisable(Command.of("3", "ann", "a test", "bookings")).effect())
        .isEqualTo("DISABLED");
    assertThat(operator.breakerMetricsOnly(Command.of("8", "ann", "to see", "bookings")).effect())
        .isEqualTo("METRICS_ONLY");

    assertRefused(
        () -> operator.breakerForceOpen(first.until(Instant.MAX)),
        "requestId: was used for another command, was 1");
    assertRefused(
        () -> operator.breakerClose(Command.of("4", "ann", "it is well", "hotels")),
        "breaker: must be one of [bookings], was hotels");
    assertRefused(
        () -> operator.breakerClose(Command.of("5", "ann", "", "bookings")),
        "reason: must have 1 to 500 characters");
    assertRefused(
        () -> operator.breakerClose(Command.of("6", " ", "it is well", "bookings")),
        "by: must have 1 to 200 characters");
    assertRefused(
        () ->
            operator.breakerForceOpen(
                Command.of("7", "ann", "late", "bookings").until(Instant.EPOCH)),
        "until: must be in the future, was 1970-01-01T00:00:00Z");
    assertThat(operator.breakerStatus().get(0).audit())
        .extracting(AuditEntry::verb)
        .containsExactly("forceOpen", "reset", "disable", "metricsOnly");
    travel.stub().go();
    assertThat(travel.result(String.class)).isNotEmpty().doesNotContain("train");
  }

  @Test
  void carriesItsBreakerFromRunToRun(Scenario<TourOffersWorkflow> tour, Canned<Bookings> bookings) {
    bookings.on(Bookings::bookFlight).returns("LH-42");
    tour.runVoid(t -> t.book(List.of(TRIP, TRIP, TRIP), null));

    assertThat(tour.attempts().count()).isEqualTo(3);
    assertThat(tour.stub(BreakerOperator.class).breakerStatus())
        .singleElement()
        .satisfies(status -> assertThat(status.calls()).isEqualTo(3));
  }

  @Test
  void theFailureOfARejectedCallTellsHowLongToWait() {
    var rejection = new Rejection("bookings", State.OPEN, Duration.ofSeconds(9), "opened: ...");
    var failure =
        ApplicationFailure.newNonRetryableFailure(
            "breaker bookings is open", FailureTypes.BREAKER_OPEN, rejection);

    assertThat(Rejection.of(new IllegalStateException(failure))).isEqualTo(rejection);
    assertThat(Rejection.of(new IllegalStateException())).isNull();
  }

  private static void assertRefused(Runnable command, String rule) {
    assertThatThrownBy(command::run)
        .isInstanceOf(WorkflowUpdateException.class)
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.COMMAND_REFUSED)).isTrue())
        .hasStackTraceContaining(rule);
  }

  /** Books a flight when told to go. */
  @WorkflowInterface
  public interface Travel {

    /** Waits, and books. */
    @WorkflowMethod
    String travel(Trip trip);

    /** Lets it book. */
    @SignalMethod
    void go();
  }

  /** A saga with a breaker inside. */
  public static final class Impl implements Travel {
    private final CircuitBreaker breaker = CircuitBreaker.create(BreakerUses.options());
    private final SagaCompensator saga =
        SagaCompensator.create(SagaOptions.newBuilder(TripWorkflowImpl.ACTIVITIES).build());
    private boolean told;

    @Override
    public String travel(Trip trip) {
      Workflow.await(() -> told);
      return saga.run(
          tx -> {
            String booked = BreakerUses.withFallback(breaker, tx, trip);
            @Nullable String explanation = breaker.status().explanation();
            return explanation == null ? BreakerUses.bookFlight(breaker, "again", trip) : booked;
          });
    }

    @Override
    public void go() {
      told = true;
    }
  }
}
