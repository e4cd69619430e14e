// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test of a JUnit class its own {@link PatternEnv}, injects the parameters of the test,
 * and checks when the test ends that every run that it produced replays.
 *
 * <p>Client side, tests only. A test method, or a {@code @BeforeEach} or {@code @AfterEach} method,
 * may declare parameters of type {@link PatternEnv}, {@link TestClock}, {@link TestWorker}, {@link
 * Effects}, {@code Scenario<W>}, {@code Canned<A>} and {@link io.temporal.client.WorkflowClient};
 * within one test, the same type means the same object. Nested classes inherit the annotation; on a
 * method it overrides that of the class. For what an annotation cannot hold, such as a data
 * converter, see {@link PatternTestExtension#of}.
 *
 * <pre>{@code
 * @PatternTest(workflows = OrderWorkflowImpl.class)
 * class OrderTest {
 *   @Test
 *   void refundsWhenShippingFails(
 *       Scenario<OrderWorkflow> order, Canned<Payments> payments, Canned<Shipping> shipping) {
 *     payments.on(Payments::charge).returns("c1");
 *     payments.on(Payments::refund).completes();
 *     shipping.on(Shipping::ship).timesOut(START_TO_CLOSE).then().failsNonRetryable("NO_COURIER");
 *     assertThatThrownBy(() -> order.run(o -> o.place("book"))).hasStackTraceContaining("NO_COURIER");
 *   }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(PatternTestExtension.class)
public @interface PatternTest {

  /**
   * Returns the workflow implementation classes that the worker of each test runs.
   *
   * @return implementation classes; none by default. What a fan-out in them starts is registered,
   *     too
   */
  Class<?>[] workflows() default {};

  /**
   * Returns how often the runs of a test are replayed.
   *
   * @return the replay mode; by default at every workflow task and once more at the end
   */
  PatternEnvOptions.Replay replay() default PatternEnvOptions.Replay.EVERY_TASK;

  /**
   * Returns whether the embedded server skips time in which nothing happens.
   *
   * @return the time mode; skipped by default, always real on an external server
   */
  PatternEnvOptions.Time time() default PatternEnvOptions.Time.SKIPPED;

  /**
   * Returns what is not checked when a test ends.
   *
   * @return checks to leave out; none by default
   */
  Check[] unchecked() default {};

  /**
   * Returns how long a test may take before it fails with an explanation.
   *
   * @return seconds of real time, at least 1; 30 by default
   */
  int watchdogSeconds() default 30;

  /**
   * Returns whether workflows and activities run on virtual threads, which needs JDK 21 or newer.
   *
   * @return false by default, as in the SDK's workers
   */
  boolean virtualThreads() default false;

  /**
   * Returns whether the tests of the class, nested ones included, share one server. Each test still
   * has a task queue, workers, scripts and ledgers of its own, and is checked by itself when it
   * ends. The class has an environment, too, which is checked when all tests have ended.
   * {@code @BeforeAll} and {@code @AfterAll} methods may take parameters from it, for example a run
   * or a worker that serves all tests. The clock goes on from test to test. Where time is skipped,
   * it also passes for the runs of the class and of other tests at the same time.
   *
   * @return false by default: each test has a server of its own
   */
  boolean shared() default false;
}
