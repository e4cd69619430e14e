// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may depend on whom: pattern, then kernel, then the front hall. */
@AnalyzeClasses(
    packages = DependencyRulesTest.ROOT,
    importOptions = {DoNotIncludeTests.class})
final class DependencyRulesTest {

  static final String ROOT = "io.github.temporalpatterns";

  private static final DescribedPredicate<JavaClass> ANYTHING =
      DescribedPredicate.<JavaClass>alwaysTrue().as("anything");

  /** The two exceptions are written down in docs/rationale.md. */
  @ArchTest
  static final ArchRule patternsDoNotImportOneAnother =
      slices()
          .matching(ROOT + ".(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(ANYTHING, JavaClass.Predicates.resideInAPackage(ROOT + ".internal"))
          .ignoreDependency(
              JavaClass.Predicates.resideInAPackage(ROOT + ".fanout"),
              JavaClass.Predicates.resideInAPackage(ROOT + ".parallel"));

  @ArchTest
  static final ArchRule theMachineKnowsNoWorkflowAndNoWorker =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".breaker.machine.internal")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal.workflow..", "io.temporal.worker..");

  /** Its records have the kernel's JSON, and its client code the kernel's stubs. */
  @ArchTest
  static final ArchRule frontHallKnowsNoPattern =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage(ROOT + ".*..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage(ROOT + ".internal")));

  @ArchTest
  static final ArchRule onlyTheHostsAndTheJdk =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "..",
              "java..",
              "javax.sql..", // of the JDK, too
              "io.temporal..",
              "com.google.protobuf..", // payloads of the SDK
              "io.grpc", // what calls of the SDK's service stubs throw
              "com.uber.m3..", // metrics of the SDK
              "com.fasterxml.jackson..", // wire records, by the SDK's own converter
              "org.jspecify.annotations..",
              "org.slf4j..");

  /** The two exceptions are written down in docs/rationale.md. */
  @ArchTest
  static final ArchRule noInsidesOfTheSdk =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".internal.RunConverter")
          .and()
          .doNotHaveFullyQualifiedName(ROOT + ".internal.RunEnd")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal.internal..");
}
