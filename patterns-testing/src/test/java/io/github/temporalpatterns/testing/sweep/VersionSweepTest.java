// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import static io.github.temporalpatterns.testing.sweep.FaultSweepTest.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnv;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VersionSweepTest {

  @Test
  void findsTheOneCombinationThatDoesNotWork() {
    List<DynamicTest> tests =
        VersionSweep.of(Versioned.Impl.class).tests(VersionSweepTest::price).toList();
    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly(
            "[rounding=1, tax=-1]",
            "[rounding=1, tax=0]",
            "[rounding=1, tax=1]",
            "[rounding=2, tax=-1]",
            "[rounding=2, tax=0]",
            "[rounding=2, tax=1]",
            "[rounding=3, tax=-1]",
            "[rounding=3, tax=0]",
            "[rounding=3, tax=1]");
    assertThat(failures(tests.stream())).containsOnlyKeys("[rounding=2, tax=-1]");
  }

  @Test
  void refusesATestThatMeetsNoChange() {
    assertThatThrownBy(
            () -> VersionSweep.of(Versioned.Unchanged.class).tests(VersionSweepTest::price))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the test meets 0 changes");
  }

  private static void price(PatternEnv env) {
    int price = env.scenario(Versioned.class).run(w -> w.price(100));
    assertThat(price).isIn(100, 120);
  }
}
