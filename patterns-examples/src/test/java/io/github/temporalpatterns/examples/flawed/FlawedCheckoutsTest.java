// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.flawed;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.examples.flawed.Checkout.Store;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.ClosesAtSix;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.CountsItsVisitors;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.KeepsTheMoney;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.LeavesAlarmClocksBehind;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.NeverGoesHome;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.NeverMinds;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.RefundsOnceItIsTooLate;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.ReservesInAnyOrder;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.determinism.DeterminismCheck;
import io.github.temporalpatterns.testing.determinism.DeterminismRule;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit finds each of the eight bugs by name, and has nothing to say of the sound checkout. */
final class FlawedCheckoutsTest {
  private static final List<String> TEA = List.of("tea", "pot", "tea");

  /** Charges that were made and not taken back. */
  private final Set<String> charged = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @ValueSource(
      classes = {
        KeepsTheMoney.class,
        RefundsOnceItIsTooLate.class,
        LeavesAlarmClocksBehind.class,
        ReservesInAnyOrder.class,
        ClosesAtSix.class,
        CountsItsVisitors.class,
        NeverMinds.class,
        SoundCheckout.class
      })
  void theHappyPathFindsNothing(Class<? extends Checkout> workflow) {
    assertThatCode(() -> runsThrough(workflow)).doesNotThrowAnyException();
  }

  @Test
  void lateCompensation() {
    finds(KeepsTheMoney.class, this::losesTheAnswerOfTheCharge, "kept for nothing");
  }

  @Test
  void attachedScope() {
    finds(RefundsOnceItIsTooLate.class, this::isCancelledWhileItShips, "kept for nothing");
  }

  @Test
  void leakedTimer() {
    finds(LeavesAlarmClocksBehind.class, DeterminismRule.LEAKED_TIMER);
    finds(LeavesAlarmClocksBehind.class, this::leavesNoTimer, "PT24H left open");
  }

  @Test
  void hashIteration() {
    finds(ReservesInAnyOrder.class, DeterminismRule.HASH_ORDER);
  }

  @Test
  void wallClock() {
    finds(ClosesAtSix.class, DeterminismRule.CLOCK);
  }

  @Test
  void queryThatMutates() {
    finds(CountsItsVisitors.class, DeterminismRule.QUERY_WRITES);
  }

  @Test
  void unboundedHistory() {
    finds(NeverGoesHome.class, DeterminismRule.UNBOUNDED_HISTORY);
  }

  @Test
  void swallowedCancellation() {
    finds(NeverMinds.class, DeterminismRule.SWALLOWED_CANCELLATION);
    finds(NeverMinds.class, this::isCancelledWhileItWaits, "kept for nothing");
  }

  /** A test that passes for sound workflows. */
  private interface Probe {
    void of(Class<? extends Checkout> workflow);
  }

  private void finds(Class<? extends Checkout> flawed, DeterminismRule rule) {
    finds(flawed, DeterminismCheck::assertDeterministic, rule + ": ");
  }

  private void finds(Class<? extends Checkout> flawed, Probe probe, String bug) {
    assertThatThrownBy(() -> probe.of(flawed))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(bug);
    charged.clear();
    assertThatCode(() -> probe.of(SoundCheckout.class)).doesNotThrowAnyException();
  }

  private void runsThrough(Class<? extends Checkout> workflow) {
    try (PatternEnv env = PatternEnv.open(workflow)) {
      Canned<Store> store = env.canned(Store.class);
      store.on(Store::reserve).completes().optional();
      store.on(Store::charge).returns("pay-1").optional();
      store.on(Store::ship).completes().optional();
      Scenario<Checkout> order = env.scenario(Checkout.class);
      order.start(o -> o.place(TEA)).stub().approve();
      assertThat(order.result(String.class)).isNotEmpty();
    }
  }

  private void leavesNoTimer(Class<? extends Checkout> workflow) {
    try (PatternEnv env = PatternEnv.open(workflow)) {
      env.canned(Store.class).on(Store::reserve).completes();
      env.canned(Store.class).on(Store::charge).returns("pay-1").optional();
      env.canned(Store.class).on(Store::ship).completes().optional();
      Scenario<Checkout> order = env.scenario(Checkout.class);

      order.start(o -> o.place(TEA)).stub().approve();

      assertThat(order.result(String.class)).isEqualTo("on its way");
      verifyThat(order).leftNoTimer();
    }
  }

  private void losesTheAnswerOfTheCharge(Class<? extends Checkout> workflow) {
    try (PatternEnv env = PatternEnv.open(workflow)) {
      Canned<Store> store = env.canned(Store.class);
      store.on(Store::reserve).completes().optional();
      store.on(Store::charge).timesOutAfter(START_TO_CLOSE, this::charge);
      store.on(Store::refund).answers(key -> charged.remove(key)).optional();
      Scenario<Checkout> order = env.scenario(Checkout.class);

      assertThatThrownBy(() -> order.<String>run(o -> o.place(TEA)))
          .isInstanceOf(WorkflowFailedException.class);
      assertThat(charged).as("kept for nothing").isEmpty();
    }
  }

  private void isCancelledWhileItShips(Class<? extends Checkout> workflow) {
    try (PatternEnv env = PatternEnv.open(workflow)) {
      Canned<Store> store = env.canned(Store.class);
      store.on(Store::reserve).completes().optional();
      store.on(Store::charge).answers(this::charge);
      store.on(Store::ship).hangsUntilCancelled();
      store.on(Store::refund).answers(key -> charged.remove(key)).optional();
      Scenario<Checkout> order = env.scenario(Checkout.class);

      order.start(o -> o.place(TEA)).stub().approve();
      order.await("the shipping", () -> order.attempts().of("ship").count() == 1);
      order.cancel();

      assertThatThrownBy(() -> order.result(String.class))
          .isInstanceOf(WorkflowFailedException.class);
      assertThat(charged).as("kept for nothing").isEmpty();
    }
  }

  private void isCancelledWhileItWaits(Class<? extends Checkout> workflow) {
    try (PatternEnv env = PatternEnv.open(workflow)) {
      Canned<Store> store = env.canned(Store.class);
      store.on(Store::reserve).completes().optional();
      store.on(Store::charge).answers(this::charge);
      store.on(Store::refund).answers(key -> charged.remove(key)).optional();
      Scenario<Checkout> order = env.scenario(Checkout.class);

      order.start(o -> o.place(TEA));
      order.await("the charge", () -> order.stub().status().equals("charged"));
      order.cancel();

      assertThatThrownBy(() -> order.result(String.class))
          .isInstanceOf(WorkflowFailedException.class);
      assertThat(charged).as("kept for nothing").isEmpty();
    }
  }

  private String charge(String key) {
    charged.add(key);
    return "pay-1";
  }
}
