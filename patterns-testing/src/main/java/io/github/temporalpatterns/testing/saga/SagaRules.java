// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory and the subject's features. */
abstract class SagaRules {
  private String name = "saga";
  private @Nullable SagaLab lab;

  abstract SagaContract contract();

  @BeforeEach
  void nameLab(TestInfo test) {
    name = Contracts.nameOf(contract(), test);
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
      lab =
          new SagaLab(contract()::newSubject, settings.andThen(all -> all.setName(name)), options);
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
    return contract().supports(feature);
  }
}
