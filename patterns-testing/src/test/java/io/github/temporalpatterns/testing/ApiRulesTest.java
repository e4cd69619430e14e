// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a published type and its signatures look like, in core and in testing. */
@AnalyzeClasses(packages = ApiRulesTest.ROOT, importOptions = DoNotIncludeTests.class)
final class ApiRulesTest {

  static final String ROOT = "io.github.temporalpatterns";

  private static final DescribedPredicate<JavaAnnotation<?>> WIRE =
      describe(
          "@JsonIgnoreProperties(ignoreUnknown = true)",
          annotation ->
              annotation.getRawType().isEquivalentTo(JsonIgnoreProperties.class)
                  && annotation.get("ignoreUnknown").equals(Optional.of(true)));

  /** But it stores values as core does. */
  @ArchTest
  static final ArchRule testingUsesOnlyThePublicApi =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".testing..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..internal..")
                  .and(not(resideInAPackage(ROOT + ".testing..")))
                  .and(not(belongToAnyOf(RunConverter.class, Encoded.class)))
                  .or(resideInAPackage("io.temporal.internal.."))
                  .or(resideInAPackage(ROOT + ".examples..")));

  @ArchTest
  static final ArchRule publicClassesAreFinalOrAbstract =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .should(haveModifier(FINAL).or(haveModifier(ABSTRACT)));

  @ArchTest
  static final ArchRule publicTypesNameTheirSide =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .areNotAnnotations()
          .and()
          .resideOutsideOfPackages(ROOT + "..internal", ROOT + ".testing..")
          .should()
          .beAnnotatedWith(RunsIn.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule noTwoSwitchesInOneCall =
      methods()
          .that()
          .arePublic()
          .should()
          .notHaveRawParameterTypes(
              describe(
                  "two booleans", types -> Collections.frequency(names(types), "boolean") > 1));

  @ArchTest
  static final ArchRule timeIsADuration =
      codeUnits()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .notHaveRawParameterTypes(
              describe("a time unit", types -> names(types).contains(TimeUnit.class.getName())));

  /** But a user's lambda may throw whatever it likes. */
  @ArchTest
  static final ArchRule failuresAreNamed =
      codeUnits()
          .that()
          .areDeclaredInClassesThat()
          .areNotAnnotatedWith(FunctionalInterface.class)
          .and(
              describe(
                  "are public or protected",
                  unit ->
                      unit.getModifiers().contains(JavaModifier.PUBLIC)
                          || unit.getModifiers().contains(JavaModifier.PROTECTED)))
          .should()
          .notDeclareThrowableOfType(Exception.class);

  /** The default converter would write an accessor in bean form as a property and not read it. */
  @ArchTest
  static final ArchRule wireRecordsHaveBareAccessors =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areMetaAnnotatedWith(WIRE)
          .should()
          .haveNameNotMatching("(is|get)\\p{Upper}.*")
          .allowEmptyShould(true);

  /** Workers roll: an older one reads what a newer one wrote. */
  @ArchTest
  static final ArchRule wireRecordsIgnoreTheUnknown =
      classes()
          .that()
          .areRecords()
          .and()
          .haveNameMatching(".*(State|Status|Report)")
          .should()
          .beMetaAnnotatedWith(WIRE)
          .allowEmptyShould(true);

  private static List<String> names(List<JavaClass> types) {
    return types.stream().map(JavaClass::getName).toList();
  }
}
