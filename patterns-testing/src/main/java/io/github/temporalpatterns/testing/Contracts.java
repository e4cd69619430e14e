// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.time.Duration;
import org.junit.jupiter.api.TestInfo;

/**
 * What the contract suites of patterns have in common; for suites of your own, too.
 *
 * <p>Client side, tests only.
 *
 * @since 0.1.0
 */
public final class Contracts {
  private static final Duration RUN_TIMEOUT = Duration.ofMinutes(5);

  private Contracts() {}

  /**
   * Names a rule that is checked, for reports and histories.
   *
   * @param contract the suite, of the subject's own class
   * @param rule the test
   * @return the suite's class and the rule's method, such as {@code
   *     OurSagaTest.rule01_undoes_in_reverse}
   */
  public static String nameOf(Object contract, TestInfo rule) {
    return contract.getClass().getSimpleName() + "." + rule.getTestMethod().orElseThrow().getName();
  }

  /**
   * Sets what an environment needs to check a rule: real time on every server, because the test
   * waits, not a timer.
   *
   * @param name the rule's name
   * @param patience how long one wait may take
   * @return a builder with these settings, to which you can add
   */
  public static PatternEnvOptions.Builder options(String name, Duration patience) {
    return PatternEnvOptions.newBuilder()
        .setName(name)
        .setTime(PatternEnvOptions.Time.REAL)
        .setWatchdog(patience)
        .setClientOptions(client -> client.setIdentity("contract"))
        .setRunTimeout(RUN_TIMEOUT);
  }
}
