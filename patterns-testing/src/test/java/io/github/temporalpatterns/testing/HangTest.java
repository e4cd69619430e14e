// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.PatternEnvOptions.Time;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
class HangTest {
  /** Of a test that does not wait for the watchdog. */
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void saysWhichActivityRetriesAndWhy() {
    try (PatternEnv env = open(options -> {})) {
      env.canned(Round.class).on(Round::play).fails("NO_BALL");
      Scenario<LoopWorkflow> loop = env.scenario(LoopWorkflow.class).start(w -> w.rounds(0, 1));
      assertThat(hang(() -> loop.await("a miracle", () -> false)))
          .startsWith("the test waited in vain for a miracle until its 2.0 s of real time")
          .contains(
              "activity Play attempt ", "last failure NO_BALL: scripted failure of Round.play");
    }
  }

  @Test
  void saysThatARunWaitsForASignal() {
    // The first of these tests also waits for all the classes that it loads.
    Duration patience = Duration.ofSeconds(6);
    try (PatternEnv env = open(options -> options.setTime(Time.REAL).setWatchdog(patience))) {
      env.canned(Round.class).on(Round::play).completes();
      Scenario<LoopWorkflow> loop = env.scenario(LoopWorkflow.class);
      assertThat(hang(() -> loop.run(w -> w.rounds(0, 1))))
          .contains("nothing is pending", "it waits at LoopWorkflow$Impl.rounds(", "last events: ");
    }
  }

  @Test
  void saysWhatARunWaitedForUntilSkippedTimeRanOut() {
    try (PatternEnv env =
        open(options -> options.setServer(Server.EMBEDDED).setWatchdog(Duration.ofSeconds(20)))) {
      env.canned(Round.class).on(Round::play).completes();
      Scenario<LoopWorkflow> loop = env.scenario(LoopWorkflow.class);
      assertThat(hang(() -> loop.run(w -> w.rounds(0, 1))))
          .startsWith("the test waited in vain for the result of LoopWorkflow")
          .contains("until PT9504H of the server's time were spent")
          .contains("nothing is pending", "it waits at LoopWorkflow$Impl.rounds(");
    }
  }

  @Test
  void saysWhichTimerIsOpen() {
    try (PatternEnv env = open(options -> options.setTime(Time.REAL).setWatchdog(LONG))) {
      env.scenario(Sleeper.class).start(w -> w.sleep(Duration.ofHours(3)));
      assertThat(HangSignsTest.report(env, "timer of PT3H, which has PT2H59M")).isNotEmpty();
    }
  }

  @Test
  void saysWhichChildIsOpen() {
    try (PatternEnv env = open(options -> options.setTime(Time.REAL).setWatchdog(LONG))) {
      env.scenario(Sleeper.Parent.class).start(Sleeper.Parent::wait3Hours);
      assertThat(HangSignsTest.report(env, "open child Sleeper ")).isNotEmpty();
    }
  }

  @Test
  void failsAtOnceWhenAWorkflowThrowsWhatItMayNot() {
    try (PatternEnv env = open(options -> options.setWatchdog(LONG))) {
      Scenario<Sleeper> sleeper = env.scenario(Sleeper.class);
      assertThat(hang(() -> sleeper.runVoid(w -> w.sleep(Duration.ofSeconds(-1)))))
          .startsWith("a workflow task failed while the test waited for the result of Sleeper")
          .contains(
              "IllegalArgumentException: negative at ", "HangTest$Sleeper$Impl.sleep(HangTest");
    }
  }

  @Test
  void waitsOnIfATaskMayFail() {
    try (PatternEnv env = open(options -> options.setTaskFailures(TaskFailures.TOLERATE))) {
      Scenario<Sleeper> sleeper = env.scenario(Sleeper.class);
      assertThat(hang(() -> sleeper.runVoid(w -> w.sleep(Duration.ofSeconds(-1)))))
          .startsWith("the test waited in vain")
          .contains("its workflow task fails: java.lang.IllegalArgument");
    }
  }

  @Test
  void returnsWhenTheConditionHolds() {
    try (PatternEnv env = open(options -> {})) {
      assertThatCode(() -> env.await("nothing", () -> true)).doesNotThrowAnyException();
    }
  }

  /** Returns the report, which must be short and name a file with the history. */
  static String hang(Runnable hanging) {
    AssertionError error = catchThrowableOfType(AssertionError.class, hanging::run);
    String report = String.valueOf(error.getMessage());
    assertThat(report.lines().count()).isLessThanOrEqualTo(12);
    Path history =
        Path.of(report.replaceAll("(?s).*?history: ", "").lines().findFirst().orElse(""));
    assertThat(Files.exists(history)).isTrue();
    return report;
  }

  private static PatternEnv open(Consumer<PatternEnvOptions.Builder> more) {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder()
            .setName("HangTest")
            .setWatchdog(Duration.ofSeconds(2))
            .setWorkflows(LoopWorkflow.Impl.class, Sleeper.Impl.class, Sleeper.Parent.Impl.class);
    more.accept(options);
    return PatternEnv.open(options.build());
  }

  /** Sleeps, and throws what leaves a run stuck if the time is negative. */
  @WorkflowInterface
  public interface Sleeper {
    @WorkflowMethod
    void sleep(Duration duration);

    final class Impl implements Sleeper {
      @Override
      public void sleep(Duration duration) {
        if (duration.isNegative()) {
          throw new IllegalArgumentException("negative");
        }
        Workflow.sleep(duration);
      }
    }

    @WorkflowInterface
    interface Parent {
      @WorkflowMethod
      void wait3Hours();

      final class Impl implements Parent {
        @Override
        public void wait3Hours() {
          Workflow.newChildWorkflowStub(Sleeper.class).sleep(Duration.ofHours(3));
        }
      }
    }
  }
}
