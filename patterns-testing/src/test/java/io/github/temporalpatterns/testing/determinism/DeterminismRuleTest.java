// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule has a workflow that breaks it and one that looks alike and does not. */
final class DeterminismRuleTest {

  @ParameterizedTest
  @EnumSource
  void isBroken(DeterminismRule rule) {
    List<Nondeterminism> findings = DeterminismCheck.of(workflow(rule, "Bad")).findings();

    assertThat(findings).hasSize(offences(rule)).allMatch(finding -> finding.rule() == rule);
  }

  /** How many offences the bad case of a rule has. */
  private static int offences(DeterminismRule rule) {
    return switch (rule) {
      case QUERY_WRITES -> 5;
      case BLOCKING, CLOCK, HASH_ORDER, SHARED_STATE -> 4;
      case RANDOM, THREAD, DEFAULT_LOCALE, SIDE_EFFECT_WRITES -> 2;
      default -> 1;
    };
  }

  @ParameterizedTest
  @EnumSource
  void isKept(DeterminismRule rule) {
    assertThat(DeterminismCheck.of(workflow(rule, "Good")).findings()).isEmpty();
  }

  private static Class<?> workflow(DeterminismRule rule, String kind) {
    String name = rule.name().replace("_", "") + kind;
    return Stream.of(CallCases.class, StateCases.class, BlockCases.class)
        .flatMap(cases -> Stream.of(cases.getDeclaredClasses()))
        .filter(type -> type.getSimpleName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no case " + name));
  }
}
