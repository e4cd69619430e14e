// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import static io.github.temporalpatterns.testing.sweep.FaultSweepTest.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
            "[rounding=1, tax=1]",
            "[rounding=2, tax=-1]",
            "[rounding=2, tax=1]",
            "[rounding=3, tax=-1]",
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

  @Test
  void saysWhatToDoAboutTooManyCombinations() {
    assertThatThrownBy(() -> VersionSweep.of(Versioned.Daily.class).tests(VersionSweepTest::price))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the test meets 9 changes with more than 256 combinations")
        .hasMessageEndingWith("two rounds of a loop with keys for instance");
  }

  @Test
  void keepsAGoldenHistoryOfVersionZeroWhereAChangeBeginsWithIt(@TempDir Path folder) {
    Stream<DynamicTest> tests =
        VersionSweep.of(Versioned.FromZero.class)
            .golden(
                folder,
                env -> {
                  Scenario<Versioned> scenario = env.scenario(Versioned.class);
                  scenario.run(w -> w.price(100));
                  return scenario;
                });
    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly("[tax=0, tip=-1]", "[tax=0, tip=1]", "[tax=1, tip=-1]", "[tax=1, tip=1]");
  }

  @Test
  void sweepsADecisionThatTheNextRunCarries() {
    List<DynamicTest> tests =
        VersionSweep.of(Versioned.Carried.class).tests(VersionSweepTest::price).toList();
    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly("[tax=-1]", "[tax=1]");
    assertThat(failures(tests.stream())).isEmpty();
  }

  @Test
  void sweepsWhatOnlyOneCombinationLeadsTo() {
    Stream<DynamicTest> tests =
        VersionSweep.of(Versioned.Hidden.class).tests(VersionSweepTest::price);
    Map<String, Throwable> failures = failures(tests);
    assertThat(failures)
        .hasEntrySatisfying(
            "[tax=1]",
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .contains("with [tax=1, tip=-1]"))
        .hasSize(1);
  }

  private static void price(PatternEnv env) {
    int price = env.scenario(Versioned.class).run(w -> w.price(100));
    assertThat(price).isIn(100, 120);
  }
}
