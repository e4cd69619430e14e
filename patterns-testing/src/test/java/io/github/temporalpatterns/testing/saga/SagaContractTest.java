// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Mutants;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract itself: it is complete, and it sees what is wrong. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SagaContractTest {

  @Test
  void hasItsRules() {
    TreeMap<Integer, String> rules = new TreeMap<>();
    for (Class<?> group : SagaContract.class.getDeclaredClasses()) {
      if (group.isAnnotationPresent(Nested.class)) {
        Arrays.stream(group.getSuperclass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .forEach(m -> rules.put(Integer.valueOf(m.getName().substring(4, 6)), m.getName()));
      }
    }
    assertThat(rules.keySet()).isEqualTo(IntStream.rangeClosed(1, 55).boxed().collect(toSet()));
    assertThat(rules.values())
        .allMatch(name -> name.matches("rule\\d\\d(_[a-z]+)+_(required|untested)"));
  }

  /** That the rules hold without a flaw is for {@link HandMadeSagaContractTest}. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void catchesEveryFlaw(Flaw flaw) {
    FlawedSaga.flaw = flaw;
    Mutants.requireFailing(FlawedSaga.class, flaw.caughtBy);
  }
}
