// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Repeats a test once for each fault that can strike its workflow, and for some pairs of faults.
 *
 * <p>Client side, tests only. The test runs undisturbed first, which shows its points: each
 * workflow task and each activity. Then it runs once for each point and each {@link FaultKind} that
 * suits it, in an environment of its own and with every workflow task replayed. So what it asserts
 * must hold whatever happens: not that the order is placed, but that it is either placed or leaves
 * nothing behind.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> leavesNothingBehind() {
 *   return FaultSweep.of(OrderWorkflowImpl.class)
 *       .tests(
 *           env -> {
 *             Shop shop = new Shop();
 *             env.register(shop);
 *             var order = env.scenario(OrderWorkflow.class).start(o -> o.place("book"));
 *             boolean placed = order.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED;
 *             assertThat(shop.charges()).hasSize(placed ? 1 : 0);
 *           });
 * }
 * }</pre>
 *
 * <p>Each dynamic test is named after its faults. A failed one shows the fewest faults that still
 * fail the test, and the command that runs it again with those; {@value #PROPERTY} is the system
 * property for it. Where calls run at the same time, the number of points varies from run to run.
 * If three runs in a row do not reach a point, its test is skipped and says so. If the property
 * names a fault for which no run has a point, that is an error. A test is also skipped if the
 * embedded server cannot carry out its fault, because it times out no attempt that was asked to
 * cancel.
 *
 * <p><b>Local activities</b> are parts of their workflow task: {@link FaultKind#CRASH} there lets
 * them act again, {@link FaultKind#CANCEL} reaches the workflow once they have ended, and their own
 * points take only {@link FaultKind#NON_RETRYABLE}.
 *
 * <p><b>Servers</b>: made for the embedded one. Elsewhere the faults that let an attempt time out
 * are skipped, since they would take the activity's own timeouts in real time.
 *
 * <p><b>Threads</b>: for use by the thread of the test.
 */
public final class FaultSweep {

  /** System property with the only faults to run, such as {@code Charge#1:CANCEL,Order@3:CRASH}. */
  public static final String PROPERTY = "patterns.test.sweep";

  private static final int PAIRS = 10;

  private Consumer<PatternEnvOptions.Builder> options;
  private Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
  private final Map<String, Object[]> signals = new LinkedHashMap<>();
  private int pairs = PAIRS;
  private long seed = 1;

  private FaultSweep(Consumer<PatternEnvOptions.Builder> options) {
    this.options = options;
  }

  /**
   * Prepares a sweep.
   *
   * @param workflows implementation classes for the main worker of each run
   * @return a sweep of all kinds of faults and ten pairs
   */
  public static FaultSweep of(Class<?>... workflows) {
    return new FaultSweep(options -> options.setWorkflows(workflows));
  }

  /**
   * Changes the options of each run's environment. Its replay mode must stay one in which every
   * workflow task is replayed.
   *
   * @param change what to set; by default the watchdog is 10 seconds, and scripts need not be used
   * @return this sweep
   */
  public FaultSweep options(Consumer<PatternEnvOptions.Builder> change) {
    this.options = options.andThen(change);
    return this;
  }

  /**
   * Chooses the kinds of faults.
   *
   * @param kinds at least one; all by default
   * @return this sweep
   */
  public FaultSweep kinds(FaultKind... kinds) {
    this.kinds = EnumSet.copyOf(List.of(kinds));
    return this;
  }

  /**
   * Adds a signal that arrives at each point in turn. It goes to the first workflow that the test
   * starts. The sweep fails if that workflow has no handler for it at its end.
   *
   * @param name the signal's name
   * @param arguments its arguments
   * @return this sweep
   */
  public FaultSweep signal(String name, Object... arguments) {
    signals.put(name, arguments.clone());
    return this;
  }

  /**
   * Chooses how many pairs of faults to run after the single ones.
   *
   * @param pairs 0 or more; 10 by default, fewer where the runs are too short
   * @return this sweep
   */
  public FaultSweep pairs(int pairs) {
    if (pairs < 0) {
      throw new IllegalArgumentException("pairs must not be negative, but is " + pairs);
    }
    this.pairs = pairs;
    return this;
  }

  /**
   * Chooses the seed by which the pairs are drawn.
   *
   * @param seed any number; 1 by default
   * @return this sweep
   */
  public FaultSweep seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Runs the test undisturbed and returns a dynamic test for each fault, to be returned by a {@link
   * org.junit.jupiter.api.TestFactory} method.
   *
   * @param test prepares an environment, runs a workflow in it and asserts what must hold under any
   *     fault
   * @return the tests, made one by one while JUnit executes them
   * @throws AssertionError if the test fails undisturbed
   * @throws IllegalArgumentException if the system property {@value #PROPERTY} does not name faults
   */
  public Stream<DynamicTest> tests(ThrowingConsumer<PatternEnv> test) {
    SweepSettings settings =
        new SweepSettings(options, kinds, new LinkedHashMap<>(signals), pairs, seed, test);
    Sweep sweep = new Sweep(settings, caller());
    String only = System.getProperty(PROPERTY, "");
    return only.isBlank() ? sweep.all() : Stream.of(sweep.test(Fault.parse(only)));
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().equals(FaultSweep.class.getName()))
                    .findFirst()
                    .map(frame -> frame.getClassName() + "#" + frame.getMethodName())
                    .orElse("*"));
  }
}
