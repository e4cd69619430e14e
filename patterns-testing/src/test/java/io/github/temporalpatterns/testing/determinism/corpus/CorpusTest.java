// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.determinism.DeterminismCheck;
import io.github.temporalpatterns.testing.determinism.Nondeterminism;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The check says nothing of the harmless workflows and finds the fault of the bad ones. */
final class CorpusTest {
  private static final List<Class<?>> HARMLESS =
      List.of(
          HarmlessFlows.class,
          HarmlessLoops.class,
          HarmlessData.class,
          HarmlessSets.class,
          HarmlessState.class,
          HarmlessCode.class,
          OthersHarmless.class,
          OthersHarmlessFlows.class);

  private static final List<Class<?>> BAD =
      List.of(
          Times.class,
          Chance.class,
          Threads.class,
          Blocking.class,
          Outside.class,
          Nets.class,
          Locales.class,
          Orders.class,
          Elements.class,
          Shared.class,
          Reads.class,
          SideEffects.class,
          Handling.class,
          Loops.class,
          OthersBad.class,
          OthersBadState.class);

  /**
   * What the check cannot see, and the page says so: a flag that makes a stream parallel. And what
   * it takes for meant: a cancellation that is caught by its name and changes a field.
   */
  private static final List<String> UNSEEN = List.of("ParallelSupport", "CarriesOn");

  @Test
  void nothingIsSaidOfTheHarmless() {
    List<Class<?>> workflows = cases(HARMLESS).filter(Shop.Base.class::isAssignableFrom).toList();

    assertThat(workflows).hasSizeGreaterThan(115);
    assertThat(workflows.stream().flatMap(w -> DeterminismCheck.of(w).findings().stream()))
        .isEmpty();
  }

  @Test
  void theFaultOfTheBadIsFound() {
    List<Class<?>> workflows = cases(BAD).filter(CorpusTest::isBad).toList();

    assertThat(workflows).hasSizeGreaterThan(213);
    assertThat(workflows.stream().filter(workflow -> !isFound(workflow)))
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(UNSEEN);
  }

  private static Stream<Class<?>> cases(List<Class<?>> files) {
    return files.stream()
        .flatMap(file -> Stream.of(file.getDeclaredClasses()))
        .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()));
  }

  private static boolean isBad(Class<?> workflow) {
    return workflow.isAnnotationPresent(Breaks.class);
  }

  private static boolean isFound(Class<?> workflow) {
    List<Nondeterminism> findings = DeterminismCheck.of(workflow).findings();
    return Optional.ofNullable(workflow.getAnnotation(Breaks.class))
        .filter(fault -> findings.stream().anyMatch(found -> found.rule() == fault.value()))
        .isPresent();
  }
}
