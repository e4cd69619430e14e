// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import static io.github.temporalpatterns.testing.activity.TimeoutKind.START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.coverage.Errands.Legs;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted, what is missing, and how it is shown. */
final class CoverageTest {

  @TempDir Path folder;

  private final Properties before = (Properties) System.getProperties().clone();

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @Test
  @PatternTest(workflows = {Errands.Impl.class, Errands.StrollImpl.class})
  void everyKindIsCounted(PatternEnv env, Canned<Legs> legs, Scenario<Errands> errands) {
    legs.on(Legs::look).returns("seen");
    legs.on(Legs::walk).timesOut(START_TO_CLOSE).then().failsNonRetryable("TIRED");
    errands.start(e -> e.run("milk")).stub().hurry();
    errands.stub().change("tea");
    assertThatThrownBy(() -> errands.stub().change("")).isInstanceOf(WorkflowUpdateException.class);
    assertThat(errands.stub().progress()).isNotEmpty();
    assertThatThrownBy(() -> errands.result(String.class))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(env.coverage().text().lines())
        .containsExactly(
            "Errands",
            "  run runs                           failed 1; never completed, cancelled",
            "  activity Walk                      retried 1, failed 1, timed out 1; never"
                + " completed, cancelled",
            "  local activity Look                recorded 1",
            "  child workflow Stroll              completed 1; never failed, cancelled",
            "  signal hurry                       received 1",
            "  signal relax                       -; never received",
            "  update change                      completed 1, failed 1",
            "  query never                        -; never answered",
            "  query progress                     answered 1",
            "  timer a rest                       fired 1; never cancelled",
            "  version stroll                     2 1",
            "Stroll",
            "  run runs                           completed 1; never failed, cancelled");
    assertThat(env.coverage().gaps())
        .contains("Errands: signal relax never received", "Stroll: run runs never cancelled")
        .doesNotContain("Errands: signal hurry never received");
  }

  @Test
  void whatWasScriptedAndNeverCalledIsAGap() {
    try (PatternEnv env = PatternEnv.open(Errands.StrollImpl.class)) {
      env.canned(Legs.class).on(Legs::walk).returns("walked").optional();
      env.cannedActivity("jump").returns("jumped").then().returns("fallen").optional();
      env.worker().registerWorkflows(Jumping.Impl.class);
      env.scenario(Jumping.class).<String>run(Jumping::jump);

      assertThat(env.coverage().text())
          .endsWith("no workflow\n  scripted activity Walk             -; never called\n");
      assertThat(env.coverage().gaps())
          .contains("no workflow: scripted activity Walk never called")
          .noneMatch(gap -> gap.contains("scripted activity jump"));
      assertThat(new Coverage().scripted("jump").add(env.coverage()).gaps())
          .noneMatch(gap -> gap.contains("scripted activity jump"));
    }
  }

  @WorkflowInterface
  public interface Jumping {
    @WorkflowMethod
    String jump();

    final class Impl implements Jumping {
      @Override
      public String jump() {
        return Workflow.newUntypedActivityStub(
                ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(9)).build())
            .execute("jump", String.class);
      }
    }
  }

  @Test
  void coveragesAddUp() {
    Coverage sum = new Coverage().workflow(Errands.Impl.class).query("Errands", "never");
    sum.add(new Coverage().query("Errands", "never").query("Errands", "progress"));

    assertThat(sum.text())
        .contains("query never                        answered 2\n")
        .contains("query progress                     answered 1\n")
        .contains("signal hurry                       -; never received\n");
  }

  @Test
  void thePageIsWholeAndEscaped() {
    String page = new Coverage().workflow(Errands.Impl.class).query("Errands", "<b>&\"").html();

    assertThat(page)
        .startsWith("<!doctype html>")
        .endsWith("</html>\n")
        .contains("<td>&lt;b&gt;&amp;&quot;</td><td><span class=\"end\">answered 1</span>")
        .contains("<span class=\"end never\">received</span>")
        .contains("1 of 7 ways to end were seen")
        .doesNotContain("<script")
        .doesNotContain("http");
  }

  @Test
  void aPropertyMakesAllEnvironmentsWriteOneReport() throws IOException {
    System.setProperty("patterns.test.coverage", folder.toString());
    for (String legs : List.of("left", "right")) {
      try (PatternEnv env = PatternEnv.open(Errands.StrollImpl.class)) {
        assertThat(env.scenario(Errands.Stroll.class).<String>run(Errands.Stroll::stroll))
            .as(legs)
            .isEqualTo("strolled");
      }
    }

    assertThat(folder.resolve("workflow-coverage.txt"))
        .content()
        .containsPattern("run runs +completed [2-9]");
    assertThat(Files.readString(folder.resolve("workflow-coverage.html"))).contains("Stroll");
  }

  @Test
  void thereIsNoReportByDefault() {
    System.clearProperty("patterns.test.coverage");

    CoverageReport.add(
        () -> {
          throw new AssertionError("nobody wants to know");
        });
  }
}
