// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.OperatorCommand.Refusal;
import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.PatternOperator.Why;
import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerOperator.Command;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run with a saga and two breakers, and what operators see of it and tell it. */
@Tag("real-server")
final class SharedDesksTest {
  private static final String WAITING = OperatorCommand.WAITING.getName();

  @Test
  void whatWaitsForAPersonIsShownAndFoundUntilSomebodyDecides() {
    try (PatternEnv env = open(Trip.Impl.class)) {
      Scenario<Trip> trip = parked(env);
      SagaOperator saga = at(env, trip, SagaOperator.class);
      BreakerOperator breaker = at(env, trip, BreakerOperator.class);
      assertThat(waiting(env, trip)).containsExactly("saga");
      assertThat(details(trip)).startsWith("**Waits for a person**: the undo of `book`");

      breaker.breakerForceOpen(Command.of("b1", "ann", "a drill", "rail"));
      assertThat(waiting(env, trip)).containsExactly("saga", "breaker");
      assertThat(details(trip))
          .contains(
              "**Waits for a person**: breaker `rail`, forced open by ann: a drill",
              "if nobody decides: it permits no call",
              "send the update `breaker.close`",
              """
              `{"requestId":"an id of your own","by":"your name","reason":"why","breaker":"rail"}`\
              """);
      breaker.breakerForceOpen(
          Command.of("b2", "ann", "till noon", "road")
              .until(Instant.now().plus(Duration.ofDays(1))));
      breaker.breakerClose(Command.of("b3", "ann", "it is over", "rail"));
      assertThat(waiting(env, trip)).as("road opens by itself").containsExactly("saga");

      saga.sagaSkip(Decision.of("s1", "ann", "worth nothing", "book"));
      trip.end();
      assertThat(waiting(env, trip)).isNull();
      assertThat(details(trip)).doesNotContain("Waits for a person");
    }
  }

  @Test
  void aCommandIsAnsweredOnceAndRefusedByItsRule() {
    try (PatternEnv env = open(Trip.Impl.class)) {
      Scenario<Trip> trip = parked(env);
      SagaOperator saga = at(env, trip, SagaOperator.class);
      BreakerOperator breaker = at(env, trip, BreakerOperator.class);

      Command close = Command.of("1", "ann", "it works", "rail");
      AuditEntry closed = breaker.breakerClose(close);
      assertThat(closed.effect()).isEqualTo("CLOSED");
      assertThat(breaker.breakerClose(close)).isEqualTo(closed);
      assertThat(breaker.breakerStatus().get(0).audit()).containsExactly(closed);
      refused(
          new Refusal("breaker", "requestId: was used for another command", "1"),
          () -> breaker.breakerClose(Command.of("1", "ann", "it works", "road")));
      refused(
          new Refusal("breaker", "breaker: must be one of [rail, road]", "air"),
          () -> breaker.breakerReset(Command.of("2", "ann", "a try", "air")));
      refused(
          new Refusal("saga", "step: must be one that waits, which are [book]", "pay"),
          () -> saga.sagaRetry(Decision.of("3", "ann", "a try", "pay")));
      refused(
          new Refusal("saga", "arguments: must be all 1 of the call", "2"),
          () -> saga.sagaRetryWith(Decision.of("4", "ann", "a try", "book").with("x", "y")));
      assertThat(saga.sagaReport().audit()).isEmpty();

      saga.sagaAbandon(Decision.of("5", "ann", "enough"));
      trip.end();
      NotObeyedException late =
          catchThrowableOfType(
              NotObeyedException.class, () -> saga.sagaAbandon(Decision.of("6", "ann", "enough")));
      assertThat(late.why()).isEqualTo(Why.CLOSED_RUN);
    }
  }

  @Test
  void aSecondSagaOfARunIsOneClearError() {
    try (PatternEnv env = open(TwoSagas.class)) {
      assertThat(env.scenario(Trip.class).<String>run(t -> t.run("x")))
          .contains("a run has one block of the pattern 'saga'");
    }
  }

  private static PatternEnv open(Class<?> workflow) {
    return PatternEnv.open(
        PatternEnvOptions.newBuilder(workflow)
            .addSearchAttribute(WAITING, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
            .build());
  }

  private static Scenario<Trip> parked(PatternEnv env) {
    env.canned(Desk.class).on(Desk::book).completes();
    env.canned(Desk.class).on(Desk::cancel).failsNonRetryable("CLOSED");
    Scenario<Trip> trip = env.scenario(Trip.class).start(t -> t.run("x"));
    SagaOperator saga = trip.stub(SagaOperator.class);
    trip.await("parking", () -> saga.sagaReport().outcome() == Outcome.PARKED);
    return trip;
  }

  private static <O> O at(PatternEnv env, Scenario<Trip> trip, Class<O> operator) {
    return PatternOperator.of(env.client()).at(operator, trip.execution().getWorkflowId());
  }

  private static @Nullable List<String> waiting(PatternEnv env, Scenario<Trip> trip) {
    return env.client()
        .newUntypedWorkflowStub(trip.execution().getWorkflowId())
        .describe()
        .getTypedSearchAttributes()
        .get(OperatorCommand.WAITING);
  }

  private static String details(Scenario<Trip> trip) {
    return trip.untyped()
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private static void refused(Refusal refusal, ThrowingCallable command) {
    NotObeyedException failure = catchThrowableOfType(NotObeyedException.class, command);
    assertThat(failure.why()).isEqualTo(Why.REFUSED);
    assertThat(failure.refusal()).isEqualTo(refusal);
  }

  /** Can be booked and cancelled. */
  @ActivityInterface
  public interface Desk {

    /** Books. */
    void book(String key);

    /** Cancels. */
    void cancel(String key);
  }

  /** Books, and fails. */
  @WorkflowInterface
  public interface Trip {
    ActivityOptions CALLS =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build();
    SagaOptions OPTIONS =
        SagaOptions.newBuilder(CALLS)
            .setUndoFailure(SagaOptions.UndoFailure.PARK)
            .setWaitingAttribute(true)
            .build();

    /** Fails after its first step. */
    @WorkflowMethod
    String run(String what);

    /** A saga, and two breakers. */
    final class Impl implements Trip {
      private final SagaCompensator saga = SagaCompensator.create(OPTIONS);

      /** Made by the worker. */
      public Impl() {
        CircuitBreaker.create(BreakerOptions.newBuilder("rail").setWaitingAttribute(true).build());
        CircuitBreaker.create(BreakerOptions.newBuilder("road").build());
      }

      @Override
      public String run(String what) {
        return saga.run(
            tx -> {
              tx.step("book")
                  .undo(Desk.class, (d, key) -> d.cancel(key.toString()))
                  .run(Desk.class, (d, key) -> d.book(key.toString()));
              throw ApplicationFailure.newNonRetryableFailure("no train", "NO_TRAIN");
            });
      }
    }
  }

  /** Tells why it cannot have two. */
  public static final class TwoSagas implements Trip {
    @Override
    public String run(String what) {
      SagaCompensator.create(OPTIONS);
      try {
        SagaCompensator.create(OPTIONS);
        return "two";
      } catch (IllegalStateException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}
