// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Outcome;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.machine.BreakerOperator.Command;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Rejections;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What travels for a breaker, through converters as users have them. */
final class BreakerForeignTest {
  private static final Instant NOON = Instant.ofEpochSecond(1_735_732_800);
  private static final Rejection REJECTION =
      new Rejection("bank", State.OPEN, Duration.ofMillis(1_500), "opened: 3 failures in a row");

  /** A user's sealed type. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(Parcel.class))
  sealed interface Freight permits Parcel {}

  /** The one there is. */
  record Parcel(int weightInGrams) implements Freight {}

  @ParameterizedTest
  @EnumSource
  void survives(Foreign foreign) throws IOException {
    survives(foreign, Wire.read(Wire.stored("breaker-state-1.json"), BreakerState.class));
    survives(foreign, Wire.read(Wire.stored("breaker-entity-1.json"), Start.class));
    survives(foreign, Wire.read(Wire.stored("breaker-report-1.json"), Report.class));
    survives(foreign, new Lease(State.OPEN, 1, 20_000L, 0, 1_000, true, null));
    survives(foreign, REJECTION);
    survives(foreign, new Rejection("bank", State.HALF_OPEN, null, null));
    survives(foreign, Command.of("r", "ann", "a drill", "bank").until(NOON));
    AuditEntry entry = new AuditEntry("r", NOON, "ann", "close", "bank", "a drill", "CLOSED");
    survives(
        foreign,
        new Status("bank", State.OPEN, 4, 2, 0, 50.0, 0.0, 1, 0, NOON, "opened", List.of(entry)));
  }

  private static void survives(Foreign foreign, Object value) {
    RunConverter converter = RunConverter.of(foreign.converter());

    assertThat(converter.encode(value).data()).isEqualTo(Wire.write(value));
    assertThat(read(foreign.converter(), value, value.getClass())).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource
  void theUsersValuesInAnAnswerSurvive(Foreign foreign) {
    assertAnswer(
        foreign,
        new Answer<Freight, Freight>(new Parcel(7), Outcome.ANSWERED, new Parcel(8), null),
        new TypeReference<Answer<Freight, Freight>>() {}.getType());
    assertAnswer(
        foreign,
        new Answer<>("a", Outcome.ANSWERED, Optional.empty(), null),
        new TypeReference<Answer<String, Optional<String>>>() {}.getType());
    assertAnswer(
        foreign,
        new Answer<String, @Nullable String>("a", Outcome.FAILED, null, "E: down"),
        new TypeReference<Answer<String, @Nullable String>>() {}.getType());
  }

  private static void assertAnswer(Foreign foreign, Answer<?, ?> answer, Type type) {
    assertThat(read(foreign.converter(), answer, type)).isEqualTo(answer);
  }

  @ParameterizedTest
  @EnumSource
  void theDetailOfAFailureSurvives(Foreign foreign) {
    DataConverter converter = foreign.converter();
    Throwable failure =
        converter.failureToException(converter.exceptionToFailure(Rejections.failure(REJECTION)));

    assertThat(Rejection.of(failure)).isEqualTo(REJECTION);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureOfAnotherLibraryHasNoRejection(Foreign foreign) {
    DataConverter converter = foreign.converter();
    for (ApplicationFailure other :
        List.of(
            ApplicationFailure.newFailure("open", "patterns.BreakerOpen"),
            ApplicationFailure.newFailure("open", "patterns.BreakerOpen", List.of(1, 2)))) {
      Throwable failure = converter.failureToException(converter.exceptionToFailure(other));

      assertThat(Rejection.of(failure)).isNull();
    }
  }

  private static Object read(DataConverter converter, Object value, Type type) {
    return converter.fromPayload(
        converter.toPayload(value).orElseThrow(), (Class<?>) Object.class, type);
  }
}
