// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.flawed;

import static io.github.temporalpatterns.testing.sweep.FaultKind.CANCEL;
import static io.github.temporalpatterns.testing.sweep.FaultKind.LOST_RESULT;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.examples.flawed.Checkout.Store;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.KeepsTheMoney;
import io.github.temporalpatterns.examples.flawed.FlawedCheckouts.RefundsOnceItIsTooLate;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Nobody has to think of the fault: one test of what must hold, repeated for each fault, finds two
 * of the eight bugs by itself.
 */
final class SweptCheckoutsTest {

  @TestFactory
  Stream<DynamicTest> theSoundCheckoutKeepsNoMoneyWhateverHappens() {
    return sweep(SoundCheckout.class);
  }

  @Test
  void lateCompensation() {
    assertThat(faultsThatBreak(KeepsTheMoney.class)).contains("charge#1:LOST_RESULT");
  }

  @Test
  void attachedScope() {
    assertThat(faultsThatBreak(RefundsOnceItIsTooLate.class)).contains("ship#1:CANCEL");
  }

  private static Stream<DynamicTest> sweep(Class<? extends Checkout> workflow) {
    return FaultSweep.of(workflow)
        .kinds(LOST_RESULT, CANCEL)
        .pairs(0)
        .tests(
            env -> {
              Set<String> charged = ConcurrentHashMap.newKeySet();
              boolean placed = places(env, charged);
              assertThat(charged).as("charges").hasSize(placed ? 1 : 0);
            });
  }

  private static boolean places(PatternEnv env, Set<String> charged) {
    Canned<Store> store = env.canned(Store.class);
    store.on(Store::reserve).completes();
    store.on(Store::charge).answers(key -> charged.add(key) ? "pay-1" : "pay-1 again");
    store.on(Store::refund).answers(key -> charged.remove(key));
    store.on(Store::ship).completes();
    Scenario<Checkout> order = env.scenario(Checkout.class);
    order.start(o -> o.place(List.of("tea"))).stub().approve();
    return order.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED;
  }

  private static List<String> faultsThatBreak(Class<? extends Checkout> workflow) {
    return sweep(workflow)
        .filter(SweptCheckoutsTest::fails)
        .map(DynamicTest::getDisplayName)
        .toList();
  }

  private static boolean fails(DynamicTest test) {
    try {
      test.getExecutable().execute();
      return false;
    } catch (AssertionError broken) {
      return true;
    } catch (Throwable other) {
      throw new IllegalStateException(test.getDisplayName(), other);
    }
  }
}
