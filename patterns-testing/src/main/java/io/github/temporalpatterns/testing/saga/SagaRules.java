// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory and the subject's features. */
abstract class SagaRules {

  /** What is put under the contract, apart from the suite that its rules are members of. */
  record Subject(
      Object suite,
      Functions.Func<ScriptedSaga> maker,
      Predicate<SagaFeature> features,
      Duration patience) {}

  private String name = "saga";
  private @Nullable SagaLab lab;

  abstract Subject subject();

  @BeforeEach
  void nameLab(TestInfo test) {
    name = Contracts.nameOf(subject().suite(), test);
  }

  @AfterEach
  void closeLab() {
    if (lab != null) {
      lab.close();
    }
  }

  SagaLab lab() {
    return lab(settings -> {});
  }

  /** The laboratory, opened by its first use: a skipped rule needs none. */
  SagaLab lab(Consumer<PatternEnvOptions.Builder> settings) {
    return lab(settings, WorkflowImplementationOptions.getDefaultInstance());
  }

  SagaLab lab(Consumer<PatternEnvOptions.Builder> settings, WorkflowImplementationOptions options) {
    if (lab == null) {
      Subject subject = subject();
      lab =
          new SagaLab(
              subject.maker(),
              settings.andThen(all -> all.setName(name).setWatchdog(subject.patience())),
              options);
    }
    return lab;
  }

  SagaRun prepare(SagaScript script) {
    return lab().prepare(script);
  }

  void needs(SagaFeature... features) {
    for (SagaFeature feature : features) {
      assumeTrue(has(feature), () -> "the saga lacks " + feature);
    }
  }

  boolean has(SagaFeature feature) {
    return subject().features().test(feature);
  }
}
