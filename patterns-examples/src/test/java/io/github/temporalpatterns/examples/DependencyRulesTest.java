// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** An example does only what a user can do. */
@AnalyzeClasses(packages = "io.github.temporalpatterns.examples")
final class DependencyRulesTest {

  @ArchTest
  static final ArchRule examplesUseOnlyThePublicApi =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.temporalpatterns.internal..", "io.temporal.internal..");
}
