// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import static io.github.temporalpatterns.testing.sweep.FaultSweepTest.failures;
import static io.github.temporalpatterns.testing.sweep.FaultSweepTest.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.sweep.Order.Bug;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.TestAbortedException;

/** What a sweep runs, and what it says. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultSweepRulesTest {

  @AfterEach
  void clear() {
    System.clearProperty(FaultSweep.PROPERTY);
  }

  @Test
  void namesTheTestsByTheirFaults() {
    assertThat(names(embedded().signal("rush").pairs(0)))
        .startsWith(
            "Order@1:CRASH", "Order@1:CANCEL", "Order@1:SIGNAL:rush", "Charge#1:WORKER_DEATH")
        .contains("Ship#1:LOST_RESULT", "Order@3:CRASH")
        .doesNotHaveDuplicates()
        .hasSize(3 * 3 + 2 * 7);
  }

  @Test
  void drawsTheSamePairsForTheSameSeed() {
    List<String> pairs = names(various().seed(3));
    assertThat(pairs).filteredOn(name -> name.contains(",")).hasSize(2);
    assertThat(names(various().seed(3))).isEqualTo(pairs);
    assertThat(names(various().seed(400))).isNotEqualTo(pairs);
  }

  private static FaultSweep various() {
    return crashes().kinds(FaultKind.CRASH, FaultKind.FAILURE, FaultKind.NON_RETRYABLE);
  }

  /** On a real server a run has now more, now fewer workflow tasks, and so other points. */
  private static FaultSweep embedded() {
    return FaultSweep.of(Order.Impl.class).options(options -> options.setServer(Server.EMBEDDED));
  }

  private static FaultSweep crashes() {
    return embedded().kinds(FaultKind.CRASH).pairs(2);
  }

  private static List<String> names(FaultSweep sweep) {
    return sweep.tests(env -> order(env, List.of())).map(DynamicTest::getDisplayName).toList();
  }

  @Test
  void runsOnlyTheFaultsOfTheSystemPropertyAndShrinksThem() {
    System.setProperty(FaultSweep.PROPERTY, "Order@1:CRASH, Charge#1:LOST_RESULT");
    Map<String, Throwable> failures =
        failures(embedded().tests(env -> order(env, List.of(Bug.NO_IDEMPOTENCY))));
    assertThat(failures).containsOnlyKeys("Order@1:CRASH,Charge#1:LOST_RESULT");
    assertThat(failures.values().iterator().next())
        .hasMessageContaining(
            "fails under one fault\n  Charge#1:LOST_RESULT: the first attempt has")
        .hasMessageContaining("(found with Order@1:CRASH,Charge#1:LOST_RESULT)")
        .hasMessageEndingWith("-Dpatterns.test.sweep=Charge#1:LOST_RESULT\"");
  }

  @Test
  void refusesAFaultThatIsNeverReachedAndNamesTheNearest() {
    System.setProperty(FaultSweep.PROPERTY, "Charge#2:CRASH");
    Map<String, Throwable> failures = failures(embedded().tests(env -> order(env, List.of())));
    assertThat(failures.get("Charge#2:CRASH"))
        .hasMessageStartingWith(
            "the run never reached Charge#2:CRASH; the nearest faults are Charge#1");
  }

  @Test
  void refusesAPropertyThatHoldsNoFaults() {
    System.setProperty(FaultSweep.PROPERTY, "Charge");
    assertThatThrownBy(() -> crashes().tests(env -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"Charge\" is not a fault");
    System.setProperty(FaultSweep.PROPERTY, "Charge#1:CANCL");
    assertThatThrownBy(() -> crashes().tests(env -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("CANCL is no kind of fault; there are [CRASH, ")
        .hasMessageContaining(" CANCEL,");
  }

  @Test
  void refusesASignalThatNoHandlerTakes() {
    FaultSweep misspelt = embedded().kinds(FaultKind.SIGNAL).signal("rash");
    assertThatThrownBy(() -> misspelt.tests(env -> order(env, List.of())))
        .hasStackTraceContaining("has no handler for signal rash; it has [rush]");
  }

  @Test
  void refusesATestThatFailsUndisturbed() {
    assertThatThrownBy(() -> crashes().tests(env -> assertThat(1).isEqualTo(2)))
        .hasMessage("the test fails without any fault");
  }

  @Test
  void skipsWhatTheTestItselfSkips() {
    AtomicInteger runs = new AtomicInteger();
    Map<String, Throwable> failures =
        failures(
            crashes()
                .tests(
                    env -> {
                      order(env, List.of());
                      Assumptions.assumeTrue(runs.incrementAndGet() == 1, "only undisturbed");
                    }));
    assertThat(failures).containsKey("Order@1:CRASH");
    assertThat(failures.values())
        .allSatisfy(
            skipped ->
                assertThat(skipped)
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining("only undisturbed"));
  }

  @Test
  void refusesATestWithNothingToDisturb() {
    assertThatThrownBy(() -> crashes().tests(env -> {}))
        .hasMessageContaining("there is nothing to disturb");
  }

  @Test
  void knowsTheServersOwnFaults() {
    assertThat(Wedge.of(Status.FAILED_PRECONDITION.withDescription("ACTIVITY_UNKNOWN for 5")))
        .hasValueSatisfying(why -> assertThat(why).contains("#2391"));
    assertThat(
            Wedge.of(Status.INVALID_ARGUMENT.withDescription("invalid history builder state for")))
        .hasValueSatisfying(why -> assertThat(why).contains("#3088"));
    assertThat(Wedge.of(Status.INVALID_ARGUMENT.withDescription("UnhandledCommand"))).isEmpty();
  }

  @Test
  void skipsARunThatTheServerLeavesStuck() {
    FaultSweep sweep = crashes().options(options -> options.addGrpcInterceptor(new StuckServer()));
    assertThatThrownBy(() -> sweep.tests(env -> order(env, List.of())))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("the embedded server is stuck, which is no fault of the workflow")
        .hasMessageContaining("temporalio/sdk-java#2391");
  }
}
