// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stored must be read by later versions: JSON as the SDK's own converter writes it. */
class SagaWireTest {
  @Test
  void stateComesBack() {
    for (long seed = 0; seed < 200; seed++) {
      SagaState state = States.random(seed);
      assertThat(roundTrip(state, SagaState.class)).as("seed %d", seed).isEqualTo(state);
    }
  }

  @Test
  void reportsAndSummariesComeBack() {
    for (long seed = 0; seed < 200; seed++) {
      SagaLog log = States.log(States.random(seed));
      assertThat(roundTrip(log.report(), SagaReport.class)).isEqualTo(log.report());
      assertThat(roundTrip(log.summary(), SagaReport.Summary.class)).isEqualTo(log.summary());
    }
  }

  @Test
  void decisionsComeBack() {
    Decision decision =
        Decision.of("r1", "Ada", "why", "a")
            .with("x", null, new BigDecimal("1.00000000000000000001"));
    Decision read = roundTrip(decision, Decision.class);

    assertThat(read.reason()).isEqualTo("why");
    assertThat(read.arguments())
        .extracting(argument -> ((Encoded) argument).data())
        .containsExactly("\"x\"", "null", "1.00000000000000000001");
    assertThat(roundTrip(Decision.of("r1", "Ada", "why"), Decision.class))
        .isEqualTo(Decision.of("r1", "Ada", "why"));
  }

  @Test
  void readsTheStateThatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("saga-state-1.json");
    SagaState state = Wire.read(stored, SagaState.class);

    assertThat(state.schema()).isEqualTo(1);
    assertThat(state.entries())
        .extracting(SagaState.Entry::name)
        .containsExactly("flight", "stay/hotel");
    assertThat(state.entries().get(0).verdict()).isEqualTo(ExecutionVerdict.EXECUTED);
    assertThat(States.log(state).toData()).isEqualTo(state);
    assertThat(Wire.write(state)).isEqualTo(stored);
  }

  @Test
  void ignoresWhatALaterVersionAdded() {
    String later =
        """
        {"schema":1,"root":{"scope":"r","step":"saga"},"round":1,"pivoted":false,"deadlineMillis":null,
         "colour":"red","entries":[{"name":"a","key":{"scope":"r","step":"saga/a"},"nest":"","group":null,"after":[],
         "definitionVersion":1,"verdict":"UNKNOWN","undoFromResult":false,"undo":null,
         "confirm":null,"mood":{"good":true}}]}\
        """;

    assertThat(Wire.read(later, SagaState.class).entries())
        .extracting(SagaState.Entry::name)
        .containsExactly("a");
  }

  @Test
  void doesWithoutWhatMayBeMissing() {
    String bare =
        """
        {"schema":1,"root":{"scope":"r","step":"saga"},"round":1,"entries":[{"name":"a","key":{"scope":"r","step":"saga/a"},"nest":"","after":[],
         "definitionVersion":1,"verdict":"EXECUTED"}]}\
        """;

    SagaState state = States.log(Wire.read(bare, SagaState.class)).toData();

    assertThat(state.pivoted()).isFalse();
    assertThat(state.deadlineMillis()).isNull();
    assertThat(state.operators()).isEqualTo(new OperatorLog(Map.of(), List.of(), 0));
    assertThat(state.entries().get(0).undo()).isNull();
    assertThat(Wire.read("{\"requestId\":\"r\",\"by\":\"Ada\"}", Decision.class).step()).isNull();
  }

  @Test
  void refusesAVerdictItDoesNotKnow() {
    assertThatThrownBy(() -> Wire.read("\"PERHAPS\"", ExecutionVerdict.class))
        .hasMessageContaining("PERHAPS");
  }

  /** Half a surrogate pair cannot be written; the saga's memo would block the run. */
  @Test
  void writesAFailureThatIsCutWithinACharacter() {
    String long299 = "x".repeat(299 - "IllegalStateException: ".length());
    String line = Failures.line(new IllegalStateException(long299 + "\ud83d\ude00 end"));

    SagaReport.Summary summary =
        new SagaReport.Summary(
            SagaReport.Outcome.COMPENSATED, line, List.of(), List.of(), List.of());
    assertThat(roundTrip(summary, SagaReport.Summary.class)).isEqualTo(summary);
    assertThat(line).endsWith("x?...");
  }

  private static <T> T roundTrip(T value, Class<T> type) {
    return Wire.read(Wire.write(value), type);
  }
}
