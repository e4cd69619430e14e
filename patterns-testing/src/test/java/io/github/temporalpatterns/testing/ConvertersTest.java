// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.Trade.Basket;
import io.github.temporalpatterns.testing.Trade.Book;
import io.github.temporalpatterns.testing.Trade.Fish;
import io.github.temporalpatterns.testing.Trade.Good;
import io.github.temporalpatterns.testing.Trade.Market;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.history.Scrubber;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever converter the client has: scripts, results, replays, golden histories and reports. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ConvertersTest {
  private static final Good FISH = new Fish("eel", Optional.empty());
  private static final Good BOOK = new Book("Emma");

  private static final Basket BASKET = Basket.of(FISH, BOOK);

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(Histories.PROPERTY);
  }

  @ParameterizedTest
  @EnumSource
  void scriptsAndResultsAreTheUsersOwnValues(Converters client) throws Exception {
    try (PatternEnv env = PatternEnv.open(options(client))) {
      Scenario<Trade> trade = trade(env);

      assertThat(trade.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);

      Type set = Trade.class.getMethod("trade", Good.class, Basket.class).getGenericReturnType();
      assertThat(trade.<Set<String>>result(set)).containsExactly("fish", "book");
      verifyThat(trade).ran("price").with("of Book", BOOK).with("of Fish", FISH).attempts(3);
      verifyThat(trade).ran("receipt").with(BASKET).and().ran("advice").with(FISH);
      assertThat(trade.attempts().of("weigh").list().get(0).arguments().toString())
          .contains("eel")
          .containsPattern("receipt of 2|14 bytes");
      assertThat(env.coverage().text())
          .contains("timer a rest ", "activity weigh ", "local activity Advice ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void goldenHistoriesAreComparedAsTheyRead(Converters client) throws Throwable {
    for (String mode : List.of("record", "compare")) {
      System.setProperty(Histories.PROPERTY, mode);
      try (PatternEnv env = PatternEnv.open(options(client))) {
        Histories.golden(trade(env), folder, "trade");
      }
    }
    try (Stream<DynamicTest> tests = Histories.tests(folder, options(client))) {
      for (DynamicTest test : tests.toList()) {
        test.getExecutable().execute();
      }
    }
    try (PatternEnv env = PatternEnv.open(options(client))) {
      Scenario<Trade> other = trade(env, new Book("Ulysses"));
      assertThatThrownBy(() -> Histories.golden(other, folder, "trade"))
          .hasMessageContaining("Ulysses")
          .hasMessageContaining("Emma");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsSayWhatFailedAndWhatTheMemoHolds(Converters client) {
    try (PatternEnv env = PatternEnv.open(options(client))) {
      env.canned(Market.class)
          .on(Market::price)
          .fails(new IllegalStateException("the stall is shut"))
          .then()
          .returns(1);
      Scenario<Trade> trade = env.scenario(Trade.class).start(t -> t.trade(FISH, Basket.of(FISH)));
      trade.await(
          "a failed attempt", () -> trade.attempts().that(Attempt.Outcome.FAILED).count() == 1);
      assertThat(env.evidence().failure("a report"))
          .hasMessageContaining("the stall is shut")
          .hasMessageContaining("it waits at Trade$Impl.trade(");

      assertThatThrownBy(trade::end)
          .hasMessageContaining(
              "nothing against itself at io.github.temporalpatterns.testing.Trade$")
          .message()
          .containsPattern("memo: first good=.*eel");
    }
  }

  /** A run whose client has lost its keys, or whose result nobody expects. */
  @Test
  void whatCannotBeReadIsDescribed() {
    try (PatternEnv env = PatternEnv.open(options(Converters.ENCODED_FAILURES))) {
      Scenario<Trade> trade = trade(env);
      WorkflowExecutionHistory unread =
          Plain.of(Converters.A_KEY_FOR_EACH_WORKFLOW.converter()).of(trade.history());
      assertThat(unread.toJson(false)).isNotEmpty();
      assertThat(new Scrubber(Set.of()).line(unread.getEvents().get(0)))
          .contains("bytes of salted (not readable by ");
    }
  }

  @Test
  void theEndOfARunIsNotItsResult() {
    try (PatternEnv env = PatternEnv.open(Receipts.Impl.class)) {
      Scenario<Receipts> receipts = env.scenario(Receipts.class).start(Receipts::last);
      assertThat(receipts.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
      assertThat(receipts.result(WorkflowExecution.class).getWorkflowId()).isEqualTo("x");
    }
  }

  @Test
  void aResultIsReadAsTheTypeThatIsAskedFor() throws Exception {
    try (PatternEnv env = PatternEnv.open(Fishing.Impl.class)) {
      Scenario<Fishing> fishing = env.scenario(Fishing.class).start(f -> f.call("eel"));
      assertThat(fishing.result(Fish.class)).isEqualTo(FISH);
      assertThat(fishing.<Fish>result((Type) Fish.class)).isEqualTo(FISH);
      assertThat(fishing.result(Map.class).get("bigName")).isEqualTo("eel");
    }
  }

  /** Its method's types are known in a subtype only. */
  public interface Called<T, R> {
    @WorkflowMethod
    R call(T argument);
  }

  @WorkflowInterface
  public interface Fishing extends Called<String, Fish> {
    final class Impl implements Fishing {
      @Override
      public Fish call(String name) {
        return new Fish(name, Optional.empty());
      }
    }
  }

  @WorkflowInterface
  public interface Receipts {
    @WorkflowMethod
    WorkflowExecution last();

    final class Impl implements Receipts {
      @Override
      public WorkflowExecution last() {
        return WorkflowExecution.newBuilder().setWorkflowId("x").build();
      }
    }
  }

  private static Scenario<Trade> trade(PatternEnv env) {
    return trade(env, BOOK);
  }

  private static Scenario<Trade> trade(PatternEnv env, Good second) {
    Canned<Market> market = env.canned(Market.class);
    market
        .on(Market::price)
        .when((stall, good) -> good instanceof Fish)
        .fails(1, "GONE")
        .then()
        .returns(7)
        .otherwise()
        .returns(3);
    market
        .on(Market::receipt)
        .answers(
            basket ->
                WorkflowExecution.newBuilder()
                    .setWorkflowId("receipt of " + basket.goods().size())
                    .build());
    market.on(Market::advice).returns("sell");
    env.cannedActivity("weigh")
        .answers(values -> values.get(0, WorkflowExecution.class).getWorkflowId());
    Scenario<Trade> trade = env.scenario(Trade.class).start(t -> t.trade(FISH, Basket.of(second)));
    trade.end();
    return trade;
  }

  private static PatternEnvOptions options(Converters client) {
    return PatternEnvOptions.newBuilder(Trade.Impl.class)
        .setName("ConvertersTest")
        .setServer(PatternEnvOptions.Server.EMBEDDED)
        .setReplay(Replay.STRICT)
        .setClientOptions(options -> options.setDataConverter(client.converter()))
        .build();
  }
}
