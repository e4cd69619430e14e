// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages have arrows in one direction, and no file needs many others to be understood. */
@AnalyzeClasses(packages = ApiRulesTest.ROOT, importOptions = DoNotIncludeTests.class)
final class RoomsTest {
  private static final int MOST_FILES_OF_A_CIRCLE = 8;

  /** A pattern's package, a room of one, and the rooms of the kit. */
  @ArchTest
  static final ArchRule roomsHaveADirection =
      slices().matching(ApiRulesTest.ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static void noCircleOfImportsIsLarge(JavaClasses classes) {
    assertThat(Circles.of(classes, MOST_FILES_OF_A_CIRCLE)).isEmpty();
  }
}
