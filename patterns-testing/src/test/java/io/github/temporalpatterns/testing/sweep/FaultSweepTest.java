// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.Capability;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.Order.Bug;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultSweepTest {

  @TestFactory
  Stream<DynamicTest> aCorrectOrderWithstandsEveryFault() {
    return FaultSweep.of(Order.Impl.class).signal("rush").tests(env -> order(env, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void findsThePlantedBugByName(Bug bug) {
    Map<String, Throwable> failures = failures(sweep(bug).tests(env -> order(env, List.of(bug))));
    if (failures.get(bug.found) instanceof TestAbortedException lacking) {
      throw lacking;
    }
    assertThat(failures).containsKey(bug.found);
    assertThat(failures.get(bug.found))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the test fails under one fault\n  " + bug.found + ": ")
        .hasMessageContaining("again: mvn test -Dtest=" + FaultSweepTest.class.getName() + "#")
        .hasMessageEndingWith("\"-Dpatterns.test.sweep=" + bug.found + "\"");
  }

  private static FaultSweep sweep(Bug bug) {
    return FaultSweep.of(Order.Impl.class).signal("rush").kinds(bug.kind).pairs(0);
  }

  /** Runs the tests as JUnit would and returns the failed ones. */
  static Map<String, Throwable> failures(Stream<DynamicTest> tests) {
    Map<String, Throwable> failures = new LinkedHashMap<>();
    tests.forEach(
        test -> {
          Throwable failure = catchThrowable(test.getExecutable()::execute);
          if (failure != null) {
            failures.put(test.getDisplayName(), failure);
          }
        });
    return failures;
  }

  /** Either charged and shipped once, or neither out of pocket nor overpaid, unless refused. */
  static void order(PatternEnv env, List<Bug> bugs) {
    if (bugs.contains(Bug.LEFT_RUNNING)) {
      // Else the second attempt comes before the workflow finds the first one slow.
      env.assume(Capability.RETRY_BACKOFF);
    }
    Shop.Ledger shop = new Shop.Ledger();
    env.register(shop);
    String key = UUID.randomUUID().toString();
    Scenario<Order> order = env.scenario(Order.class).start(o -> o.place(bugs, key));
    boolean placed = order.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED;
    if (placed) {
      assertThat(shop.standing()).containsExactlyInAnyOrder("charge", "ship");
      assertThat(order.<String>result(String.class)).isIn("done", "slow slow", "fast fast");
    } else if (shop.calls().contains("refund") || !hasScheduledRefund(order)) {
      assertThat(shop.standing()).doesNotContain("charge", "gift");
    }
    assertThat(Order.Impl.MAILS.stream().filter(key::equals)).hasSizeLessThan(2);
  }

  private static boolean hasScheduledRefund(Scenario<Order> order) {
    return order.history().getEvents().stream()
        .anyMatch(
            event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals("Refund"));
  }
}
