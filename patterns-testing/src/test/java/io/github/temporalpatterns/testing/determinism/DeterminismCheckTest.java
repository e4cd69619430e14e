// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.CLOCK;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.QUERY_WRITES;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.RANDOM;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.RANDOM_ID;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the check walks, reports and is silenced. */
final class DeterminismCheckTest {

  @Test
  void theMessageShowsTheCallPath() {
    assertThatThrownBy(() -> DeterminismCheck.assertDeterministic(Paths.Deep.class))
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            """
            Deep: a replay may not repeat what stands here, found: 1

            CLOCK: java.time.Instant.now\\(\\) reads the machine's clock; a replay reads another time
                \\S+Paths\\$Deep.run\\(Paths.java:\\d+\\)
                \\S+Paths\\$Deep.run.lambda\\(Paths.java:\\d+\\)
                \\S+Paths\\$TodaysPrices.of\\(Paths.java:\\d+\\)
                \\S+Paths\\$TodaysPrices.today\\(Paths.java:\\d+\\)
                instead: Workflow.currentTimeMillis\\(\\)\
            """);
  }

  @Test
  void itLooksIntoConstructorsSignalsSuperclassesOverridesAndMethodReferences() {
    assertThat(DeterminismCheck.of(Paths.Everywhere.class).findings())
        .extracting(Nondeterminism::rule)
        .containsExactlyInAnyOrder(CLOCK, RANDOM_ID, CLOCK, RANDOM, THREAD);
  }

  @Test
  void listenersAreHandlersToo() {
    List<Nondeterminism> findings = DeterminismCheck.of(Paths.Listening.class).findings();

    assertThat(findings).extracting(Nondeterminism::rule).containsOnly(QUERY_WRITES);
    assertThat(findings)
        .extracting(finding -> finding.path().get(finding.path().size() - 1))
        .satisfiesExactlyInAnyOrder(
            query -> assertThat(query).contains("Desk.asked"),
            validator -> assertThat(validator).contains("Desk.mayDecide"),
            lambda -> assertThat(lambda).contains("Listening.new.lambda"));
  }

  @Test
  void anAnnotationSilencesRulesForAllThatIsCalledFromThere() {
    assertThat(DeterminismCheck.of(Paths.Silenced.class).findings())
        .extracting(Nondeterminism::rule)
        .containsExactly(RANDOM);
  }

  @Test
  void aRuleCanBeAllowedForAReason() {
    DeterminismCheck check = DeterminismCheck.of(Paths.Deep.class);

    assertThat(check.allowing(CLOCK, "the price is recorded elsewhere").findings()).isEmpty();
    assertThat(check.findings()).isNotEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> check.allowing(CLOCK, " "));
  }

  @Test
  void aSuppressionMustBeWellFormed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeterminismCheck.assertDeterministic(Paths.NoReason.class))
        .withMessageContaining("must say why");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeterminismCheck.assertDeterministic(Paths.NoRule.class))
        .withMessageContaining("no rule CLOKC, but [CLOCK, ");
  }

  @Test
  void onlyWorkflowImplementationsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeterminismCheck.assertDeterministic(Parcel.class))
        .withMessageContaining("not an implementation class");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeterminismCheck.assertDeterministic(Paths.TodaysPrices.class))
        .withMessageContaining("no interface with a @WorkflowMethod");
    assertThatIllegalArgumentException().isThrownBy(DeterminismCheck::assertDeterministic);
  }

  @Test
  void theSagaIsClean() {
    DeterminismCheck.assertDeterministic(Paths.Transaction.class);
  }

  @Test
  void whatIsOwnIsToldByWhereTheFileIsNotByThePackage() {
    String here = getClass().getName().replace('.', '/');
    OwnCode own = new OwnCode(getClass().getClassLoader(), here, Set.of());
    OwnCode more =
        new OwnCode(
            getClass().getClassLoader(), here, Set.of("org.slf4j", "java.util", "io.temporal"));

    assertThat(own.contains(here)).isTrue();
    assertThat(own.contains("io/github/temporalpatterns/testing/PatternEnv")).isFalse();
    assertThat(own.contains("io/github/temporalpatterns/saga/SagaCompensator")).isFalse();
    assertThat(own.contains("io/temporal/workflow/Workflow")).isFalse();
    assertThat(own.contains("org/slf4j/Logger")).isFalse();
    assertThat(own.contains("java/util/List")).isFalse();
    assertThat(own.contains("no/such/Type")).isFalse();
    assertThat(more.contains("org/slf4j/Logger")).isTrue();
    assertThat(more.contains("java/util/List")).isFalse();
    assertThat(more.contains("io/temporal/workflow/Workflow")).isFalse();
  }
}
