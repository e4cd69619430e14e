// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.OperatorCommand.Refusal;
import io.github.temporalpatterns.OperatorLog;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DeskTest {
  private static final Instant NOW = Instant.ofEpochSecond(7);

  private final List<String> done = new ArrayList<>();
  private Desk desk = new Desk("saga", null, () -> NOW);

  /** A pattern's command. */
  @Wire
  record Order(String requestId, String by, String reason, @Nullable String step)
      implements OperatorCommand {}

  @Test
  void aCommandIsObeyedAndNoted() {
    AuditEntry entry = obey("retry", order("1", "hotel"));

    assertThat(entry)
        .isEqualTo(new AuditEntry("1", NOW, "ann", "retry", "hotel", "because", "done hotel"));
    assertThat(desk.log().audit()).containsExactly(entry);
    assertThat(done).containsExactly("hotel");
  }

  @Test
  void aRepeatedCommandIsAnsweredAsTheFirstTime() {
    AuditEntry first = obey("retry", order("1", "hotel"));
    obey("retry", order("2", "flight"));

    assertThat(desk.isNew("retry", order("1", "hotel"))).isFalse();
    assertThat(obey("retry", order("1", "hotel"))).isEqualTo(first);
    assertThat(done).containsExactly("hotel", "flight");
    assertThat(desk.log().audit()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"skip, hotel", "retry, flight"})
  void anIdThatWasUsedForAnotherCommandIsRefused(String verb, String step) {
    obey("retry", order("1", "hotel"));

    assertRefused(verb, order("1", step), "requestId: was used for another command", "1");
    assertThat(obey(verb, order("1", step)).effect()).startsWith("refused: ");
    assertThat(done).containsExactly("hotel");
  }

  @Test
  void whatIsNotFullyNamedIsRefused() {
    assertRefused("retry", null, "command: must be given", null);
    assertRefused("retry", order(" ", "x"), "requestId: must have 1 to 100 characters", " ");
    assertRefused(
        "retry",
        new Order("1", "a".repeat(201), "because", null),
        "by: must have 1 to 200 characters",
        "a".repeat(40) + "...");
    assertRefused(
        "retry",
        new Order("1", "ann", missing(), null),
        "reason: must have 1 to 500 characters",
        null);
    assertThat(done).isEmpty();
    assertThat(desk.log().audit()).isEmpty();
  }

  @Test
  void aSignalThatIsRefusedLeavesALineAndNothingElse() {
    AuditEntry first = obey("retry", order("1", "hotel"));
    obey("retry", new Order("2", missing(), "r".repeat(9_000), null));
    AuditEntry reused = obey("skip", order("1", "hotel"));

    assertThat(reused.effect())
        .isEqualTo("refused: requestId: was used for another command, was 1");
    assertThat(desk.log().requests()).containsOnlyKeys("1");
    assertThat(desk.log().audit())
        .containsExactly(
            first,
            new AuditEntry(
                null,
                NOW,
                "",
                "retry",
                null,
                "r".repeat(40) + "...",
                "refused: by: must have 1 to 200 characters"),
            reused);
    assertThat(obey("retry", order("1", "hotel"))).isEqualTo(first);
    assertThat(done).containsExactly("hotel");
  }

  @Test
  void aPatternsOwnRuleIsRefusedInTheSameForm() {
    assertThat(desk.refusal("step: is not parked", "hotel"))
        .hasMessageContaining("step: is not parked, was hotel")
        .satisfies(
            failure ->
                assertThat(failure.getDetails().get(Refusal.class))
                    .isEqualTo(new Refusal("saga", "step: is not parked", "hotel")));
  }

  @ParameterizedTest
  @EnumSource
  void theNextRunRemembers(Foreign foreign) {
    AuditEntry first = obey("retry", order("1", "hotel"));
    var converter = foreign.converter();
    var carried = converter.toPayload(desk.log()).orElseThrow();

    desk =
        new Desk(
            "saga",
            converter.fromPayload(carried, OperatorLog.class, OperatorLog.class),
            () -> NOW.plusSeconds(1));

    assertThat(obey("retry", order("1", "hotel"))).isEqualTo(first);
    assertThat(done).containsExactly("hotel");
  }

  @Test
  void theMemoryIsBoundedAndForgetsTheOldest() {
    for (int i = 0; i <= Desk.MOST_REQUESTS; i++) {
      obey("retry", order("id" + i, "step" + i));
    }

    OperatorLog log = desk.log();
    assertThat(log.requests()).hasSize(Desk.MOST_REQUESTS).doesNotContainKey("id0");
    assertThat(log.audit()).hasSize(Desk.MOST_ENTRIES);
    assertThat(log.dropped()).isEqualTo(Desk.MOST_REQUESTS + 1 - Desk.MOST_ENTRIES);
    assertThat(desk.dropped()).isEqualTo(log.dropped());
    assertThat(obey("retry", order("id1", "step1")).effect()).isEqualTo("taken before");
    assertThat(done).hasSize(Desk.MOST_REQUESTS + 1);
  }

  private AuditEntry obey(String verb, Order order) {
    return desk.obey(
        verb,
        order,
        order.step(),
        () -> {
          done.add(String.valueOf(order.step()));
          return "done " + order.step();
        });
  }

  private void assertRefused(
      String verb, @Nullable Order order, String rule, @Nullable String value) {
    assertThatThrownBy(() -> desk.isNew(verb, order))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.COMMAND_REFUSED);
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getDetails().get(Refusal.class))
                  .isEqualTo(new Refusal("saga", rule, value));
            });
  }

  private static Order order(String id, @Nullable String step) {
    return new Order(id, "ann", "because", step);
  }

  @SuppressWarnings("NullAway") // as JSON from outside may be
  private static String missing() {
    return null;
  }
}
