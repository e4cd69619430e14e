// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.idempotency.intake.SeenMessages;
import io.github.temporalpatterns.idempotency.intake.SeenState;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Messages that come again, to runs that continue as new. */
@Tag("real-server")
final class SeenMessagesTest {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "histories", "idempotency-messages");

  private static Scenario<Account> deposits(PatternEnv env, String... ids) {
    Scenario<Account> account = env.scenario(Account.class).start(a -> a.keep(0, null));
    for (String id : ids) {
      account.stub(Account.class).deposit(id.isEmpty() ? null : id, 100);
    }
    return account;
  }

  private static long closed(Scenario<Account> account) {
    account.stub(Account.class).close();
    return account.result(Long.class);
  }

  @Test
  void countsAMessageOnceThroughContinueAsNew() {
    try (PatternEnv env = PatternEnv.open(Account.Impl.class)) {
      Scenario<Account> account = deposits(env, "a", "b", "a", "b", "c", "a", "c");
      assertThat(account.stub(Account.class).knows("c")).isTrue();
      assertThat(account.stub(Account.class).knows("d")).isFalse();
      assertThat(closed(account)).isEqualTo(300);
    }
  }

  @Test
  void takesAMessageWithoutAnIdForNewAndForgetsTheOldestOfTooMany() {
    try (PatternEnv env = PatternEnv.open(Account.Impl.class)) {
      assertThat(closed(deposits(env, "", " ", "a", "b", "c", "d", "e", "a"))).isEqualTo(800);
    }
  }

  @Test
  void replaysEveryRecordedHistory() {
    assertThat(Histories.replayAll(FOLDER, Account.Impl.class)).isGreaterThanOrEqualTo(4);
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    try (PatternEnv env = PatternEnv.open(Account.Impl.class)) {
      Scenario<Account> account = deposits(env, "a", "b", "a");
      account.await("continue-as-new", () -> account.histories().size() == 2);
      account.stub(Account.class).deposit("b", 100);
      assertThat(account.stub(Account.class).knows("b")).isTrue();
      assertThat(closed(account)).isEqualTo(200);
      Histories.record(
          account, FOLDER.resolve(System.getProperty("patterns.histories.record")), "messages");
    }
  }

  @Test
  void refusesWhatCannotBe() {
    Duration day = Duration.ofDays(1);
    Stream.of(0, SeenMessages.MOST + 1)
        .forEach(
            most ->
                assertThatThrownBy(() -> SeenMessages.restore(most, day, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("most"));
    List.of(Duration.ZERO, Duration.ofNanos(1))
        .forEach(
            age ->
                assertThatThrownBy(() -> SeenMessages.restore(1, age, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("age"));
    SeenState newer = new SeenState(SeenState.SCHEMA + 1, 0, Map.of(), 0);
    assertThatThrownBy(() -> SeenMessages.restore(1, day, newer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("schema 2");
  }
}
