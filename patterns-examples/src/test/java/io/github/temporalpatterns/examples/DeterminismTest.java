// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.github.temporalpatterns.testing.determinism.DeterminismCheck;
import io.temporal.workflow.WorkflowInterface;

/** No example teaches what a replay cannot repeat. */
@AnalyzeClasses(packages = "io.github.temporalpatterns.examples")
final class DeterminismTest {

  @ArchTest
  static void everyWorkflowOfTheExamplesIsDeterministic(JavaClasses classes) {
    Class<?>[] workflows =
        classes.stream()
            .filter(type -> !type.getPackageName().endsWith(".flawed"))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(DeterminismTest::isWorkflow)
            .map(JavaClass::reflect)
            .toArray(Class<?>[]::new);

    assertThat(workflows).hasSizeGreaterThan(5);
    DeterminismCheck.assertDeterministic(workflows);
  }

  private static boolean isWorkflow(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .anyMatch(parent -> parent.isAnnotatedWith(WorkflowInterface.class));
  }
}
