// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract itself: it is complete, and it sees what is wrong. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SagaContractTest {

  @Test
  void hasFiftyRules() {
    TreeMap<Integer, String> rules = new TreeMap<>();
    for (Class<?> group : SagaContract.class.getDeclaredClasses()) {
      if (group.isAnnotationPresent(Nested.class)) {
        Arrays.stream(group.getSuperclass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .forEach(m -> rules.put(Integer.valueOf(m.getName().substring(4, 6)), m.getName()));
      }
    }
    assertThat(rules.keySet()).isEqualTo(IntStream.rangeClosed(1, 50).boxed().collect(toSet()));
    assertThat(rules.values())
        .allMatch(name -> name.matches("rule\\d\\d(_[a-z]+)+_(required|untested)"));
  }

  /** That the rules hold without a flaw is for {@link HandMadeSagaContractTest}. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(Flaw flaw) {
    FlawedSaga.flaw = flaw;
    assertThat(failing(flaw.caughtBy)).singleElement().asString().startsWith(flaw.caughtBy);
  }

  /** Runs one rule and returns its name if it failed by an assertion. */
  private static List<String> failing(String rule) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(FlawedSaga.class))
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
        result
            .getThrowable()
            .filter(AssertionError.class::isInstance)
            .ifPresent(failure -> failed.add(test.getDisplayName()));
      }
    }
  }
}
