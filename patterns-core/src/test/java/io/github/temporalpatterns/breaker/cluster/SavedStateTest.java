// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.internal.SavedState;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which stored state fails the run, and which only the task. */
final class SavedStateTest {

  @Test
  void takesWhatWasStored() {
    assertThatCode(() -> state("", "")).doesNotThrowAnyException();
    assertThatCode(() -> start("", "")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\":\"OPEN\"         | \"state\":null           | state: must be set",
        "\"name\":\"payments\"      | \"name\":null            | name: must be set",
        "\"generation\":3           | \"generation\":-1        | generation: must be 0 to",
        "\"attempts\":1             | \"attempts\":-1          | attempts: must be 0 to",
        "\"failuresInRow\":0,\"las  | \"failuresInRow\":-1,\"las | failuresInRow: must be 0 to",
        "\"calls\":\"\"             | \"calls\":\"sfx\"        | calls: must be letters",
        "\"buckets\":[]             | \"buckets\":[null]       | bucket: must be set",
        "\"buckets\":[]             | \"buckets\":[{\"calls\":1,\"failed\":2}] | failed: must be",
        "\"audit\":[              | \"audit\":[null,           | audit: must be set",
        "\"cause\":\"FAILURE_RATE\" | \"cause\":null           | cause of trip: must be set",
      })
  void aStateThatNobodyCouldGoOnWithFailsTheRun(String part, String broken, String rule) {
    assertInvalid(() -> state(part, broken), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\":\"bank\",\"rules\" | \"name\":null,\"rules\"  | name: must be set",
        "\"failureRate\":50.0       | \"failureRate\":0        | failureRate must be above 0",
        "\"initialState\":\"CLOSED\" | \"initialState\":null   | initialState must be set",
        "\"reportsPerSecond\":50    | \"reportsPerSecond\":0   | reportsPerSecond: must be 1 to",
        "\"reportsPerRun\":800      | \"reportsPerRun\":0      | reportsPerRun: must be 1 to",
        "\"state\":\"HALF_OPEN\"    | \"state\":null           | state: must be set",
        "\"id\":\"host/1\"          | \"id\":null              | id: must be set",
        "\"probesOut\":1            | \"probesOut\":3          | probesOut: must be 0 to 2",
      })
  void aStartThatCannotWorkFailsTheRun(String part, String broken, String rule) {
    assertInvalid(() -> start(part, broken), rule);
    assertInvalid(() -> ClusterRules.check(null), "start: must be set");
  }

  /** In each place where a newer release may have written one. */
  @Test
  void whatANewerReleaseWroteFailsTheTaskHoweverItLooks() {
    assertNewer(() -> state("\"schema\":1", "\"schema\":2"));
    assertNewer(() -> state("\"schema\":1,\"name\":\"payments\"", "\"schema\":2"));
    assertNewer(
        () -> start("{\"schema\":1,\"name\":\"bank\",\"rules\"", "{\"schema\":2,\"rules\""));
    assertNewer(() -> start("\"breaker\":{\"schema\":1", "\"breaker\":{\"schema\":2"));
  }

  private static void state(String part, String broken) throws IOException {
    BreakerState state = changed("breaker-state-1.json", part, broken, BreakerState.class);
    SavedState.check("payments", state);
  }

  private static void start(String part, String broken) throws IOException {
    ClusterRules.check(changed("breaker-entity-1.json", part, broken, Start.class));
  }

  private static <T> T changed(String file, String part, String broken, Class<T> type)
      throws IOException {
    String stored = Wire.stored(file);
    assertThat(stored).contains(part);
    return Wire.read(stored.replace(part, broken), type);
  }

  private static void assertInvalid(ThrowingCallable check, String rule) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_STATE);
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getOriginalMessage()).contains(rule);
            });
  }

  private static void assertNewer(ThrowingCallable check) {
    assertThatThrownBy(check)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining("schema must be at most 1, was 2: a newer release wrote it");
  }
}
