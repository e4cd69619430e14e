// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the rules of a contract over an implementation that is wrong on purpose. */
public final class Mutants {
  private Mutants() {}

  /** Requires that a rule holds as long as a flaw is not planted, and sees the flaw then. */
  public static void requireCaught(Class<?> contract, String rule, Consumer<Boolean> plant) {
    plant.accept(false);
    assertThat(failing(contract, rule)).as("without it").isEmpty();
    plant.accept(true);
    requireFailing(contract, rule);
  }

  /** Requires that a rule fails, and that it is the only one that was run. */
  public static void requireFailing(Class<?> contract, String rule) {
    assertThat(failing(contract, rule)).singleElement().asString().startsWith(rule);
  }

  /**
   * Runs one rule of a contract and returns its name if it failed: by an assertion, or because the
   * run under test did.
   */
  private static List<String> failing(Class<?> contract, String rule) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(contract))
            .filters(
                (PostDiscoveryFilter)
                    test ->
                        FilterResult.includedIf(
                            test.getSource()
                                .filter(MethodSource.class::isInstance)
                                .map(source -> ((MethodSource) source).getMethodName())
                                .filter(name -> name.startsWith(rule))
                                .isPresent()))
            .build();
    Listener listener = new Listener();
    LauncherFactory.create().execute(request, listener);
    assertThat(listener.finished).as("tests that ran").isEqualTo(1);
    return listener.failed;
  }

  private static final class Listener implements TestExecutionListener {
    private final List<String> failed = new ArrayList<>();
    private int finished;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        finished++;
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
          failed.add(test.getDisplayName());
        }
      }
    }
  }
}
