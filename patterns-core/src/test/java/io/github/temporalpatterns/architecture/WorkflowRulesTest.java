// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.RunsIn.Side;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Everything in core may end up in a workflow, unless it is marked for another side. */
@AnalyzeClasses(packages = DependencyRulesTest.ROOT, importOptions = DoNotIncludeTests.class)
final class WorkflowRulesTest {

  @ArchTest
  static final ArchRule workflowCodeIsDeterministic =
      classes()
          .that(describe("may run in a workflow", WorkflowRulesTest::mayRunInWorkflow))
          .should(new DeterministicCode());

  @Test
  void theRuleSeesEachOffence() {
    List<String> seen =
        classes()
            .should(new DeterministicCode())
            .evaluate(new ClassFileImporter().importClasses(Offender.class))
            .getFailureReport()
            .getDetails();

    assertThat(seen)
        .anyMatch(line -> line.contains("ReentrantLock.<init>"))
        .anyMatch(line -> line.contains("Thread.interrupted"))
        .anyMatch(line -> line.contains("System.currentTimeMillis"))
        .anyMatch(line -> line.contains("Instant.now"))
        .anyMatch(line -> line.contains("UUID.randomUUID"))
        .anyMatch(line -> line.contains("HashMap.<init>"))
        .anyMatch(line -> line.contains("Map.of("))
        .anyMatch(line -> line.contains("counter") && line.contains("shared state"))
        .anyMatch(line -> line.contains("flag") && line.contains("shared state"))
        .anyMatch(line -> line.contains("exclusive") && line.contains("synchronized"))
        .noneMatch(line -> line.contains("TimeUnit"));
  }

  private static boolean mayRunInWorkflow(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost
        .tryGetAnnotationOfType(RunsIn.class)
        .map(RunsIn::value)
        .filter(side -> side == Side.ACTIVITY || side == Side.CLIENT)
        .isEmpty();
  }

  @SuppressWarnings("unused")
  private static final class Offender {
    private static int counter;
    private volatile boolean flag;

    private synchronized void exclusive() {
      new ReentrantLock().lock();
    }

    private Map<String, Object> now() {
      Supplier<Instant> clock = Instant::now;
      return new HashMap<>(
          Map.of(
              "clock",
              clock,
              "time",
              System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(1),
              "id",
              UUID.randomUUID(),
              "thread",
              Thread.interrupted()));
    }
  }
}
