// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.activity.Attempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes that must fail, and reads how. */
class PatternTestExtensionTest {

  @Test
  void failsATestWhoseRunDoesNotReplay() {
    Throwable failure = onlyFailure(Diverging.class);
    assertThat(failure).hasMessageContaining("a run does not replay");
  }

  @PatternTest(workflows = Fickle.Impl.class, replay = PatternEnvOptions.Replay.AT_END)
  static class Diverging {
    @Test
    void passesByItself(Scenario<Fickle> fickle) {
      Fickle.Impl.EXECUTIONS.set(0);
      fickle.run(Fickle::decide);
    }
  }

  @Test
  void addsTheDivergenceToAnEarlierFailure() {
    Throwable failure = onlyFailure(DivergingAndFailing.class);
    assertThat(failure).hasMessage("the test's own");
    assertThat(failure.getSuppressed()[1]).hasMessageContaining("a run does not replay");
  }

  @PatternTest(workflows = Fickle.Impl.class, replay = PatternEnvOptions.Replay.AT_END)
  static class DivergingAndFailing {
    @Test
    void fails(Scenario<Fickle> fickle) {
      Fickle.Impl.EXECUTIONS.set(0);
      fickle.run(Fickle::decide);
      throw new AssertionError("the test's own");
    }
  }

  @Test
  void interruptsATestThatHangsOutsideOfTheKit() {
    Throwable failure = onlyFailure(Hanging.class);
    assertThat(failure)
        .hasMessageContaining("the test did not end in 1 s of real time")
        .hasMessageContaining("nothing is pending");
    assertThat(failure.getSuppressed()[0]).isInstanceOf(InterruptedException.class);
  }

  @PatternTest(workflows = LoopWorkflow.Impl.class, watchdogSeconds = 1)
  static class Hanging {
    @Test
    void waitsForEver(Scenario<LoopWorkflow> loop, Canned<Round> round)
        throws InterruptedException {
      round.on(Round::play).completes();
      loop.start(w -> w.rounds(0, 1));
      new CountDownLatch(1).await();
    }
  }

  @Test
  void refusesAParameterWithoutItsInterface() {
    assertThat(onlyFailure(Raw.class)).hasMessageContaining("must name its interface");
  }

  @PatternTest
  static class Raw {
    @Test
    void raw(Canned<?> unknown) {}
  }

  @Test
  void saysWhatToDeclareForAnInterface() {
    assertThat(onlyFailure(Bare.class))
        .hasMessageContaining("to run LoopWorkflow, declare Scenario<LoopWorkflow>");
    assertThat(onlyFailure(BareActivities.class))
        .hasMessageContaining("to script Round, declare Canned<Round>");
    assertThat(onlyFailure(Snapshot.class))
        .hasMessageContaining("cannot inject Attempts: a test takes PatternEnv, TestClock");
  }

  @PatternTest
  static class Bare {
    @Test
    void bare(LoopWorkflow loop) {}
  }

  @PatternTest
  static class BareActivities {
    @Test
    void bare(Round round) {}
  }

  @PatternTest
  static class Snapshot {
    @Test
    void early(Attempts attempts) {}
  }

  @Test
  void saysWhoGetsAnEnvironment() {
    assertThat(onlyFailure(Constructed.class))
        .hasMessageContaining("a constructor gets none, and a method for all tests only with");
  }

  @PatternTest
  static class Constructed {
    Constructed(PatternEnv env) {}

    @Test
    void never() {}
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    Throwable failure = onlyFailure(Hasty.class);
    assertThat(failure)
        .hasMessage("watchdog must be positive, but is PT0S")
        .hasNoSuppressedExceptions();
  }

  @PatternTest(watchdogSeconds = 0)
  static class Hasty {
    @Test
    void never() {}
  }

  @Test
  @DisabledIfSystemProperty(
      named = "patterns.test.server",
      matches = "external",
      disabledReason = "its run sleeps for days")
  void tellsWhatTheRunsOfAFailedTestDid() {
    Throwable failure = onlyFailure(Failing.class);
    assertThat(failure).hasMessage("the test's own");
    assertThat(failure.getSuppressed()[0])
        .hasMessageStartingWith("what the runs of the test did\nSleeper-")
        .hasMessageContaining("timer of PT48H started")
        .hasMessageContaining("+48h")
        .hasMessageContaining("history: target/patterns-testing/Failing.fails");
  }

  @PatternTest(workflows = HangTest.Sleeper.Impl.class)
  static class Failing {
    @Test
    void fails(Scenario<HangTest.Sleeper> sleeper, TestWorker worker) {
      assertThat(worker.taskQueue()).startsWith("queue-");
      sleeper.runVoid(w -> w.sleep(Duration.ofDays(2)));
      throw new AssertionError("the test's own");
    }
  }

  @Test
  void givesEachTestItsOwnEnvironmentAndOneTestTheSame() {
    Shared.SEEN.clear();
    Events tests = run(Shared.class);
    tests.assertStatistics(statistics -> statistics.succeeded(2));
    assertThat(Shared.SEEN).hasSize(4);
    assertThat(Shared.SEEN.get(0)).isSameAs(Shared.SEEN.get(1)).isNotSameAs(Shared.SEEN.get(2));
    assertThat(Shared.SEEN.get(2)).isSameAs(Shared.SEEN.get(3));
  }

  static class Shared {
    static final List<Object> SEEN = new ArrayList<>();

    @RegisterExtension
    static final PatternTestExtension KIT =
        PatternTestExtension.of(options -> options.setWorkflows(LoopWorkflow.Impl.class));

    @BeforeEach
    void before(Scenario<LoopWorkflow> loop) {
      SEEN.add(loop);
    }

    @Test
    void one(Scenario<LoopWorkflow> loop) {
      SEEN.add(loop);
    }

    @Test
    void two(Scenario<LoopWorkflow> loop) {
      SEEN.add(loop);
    }
  }

  @Test
  @DisabledIfSystemProperty(
      named = "patterns.test.server",
      matches = "external",
      disabledReason = "its run sleeps for days")
  void readsTheAnnotationOfTheMethodFirst() {
    run(Overridden.class).assertStatistics(statistics -> statistics.succeeded(1));
  }

  @PatternTest(workflows = LoopWorkflow.Impl.class)
  static class Overridden {
    @Test
    @PatternTest(workflows = HangTest.Sleeper.Impl.class)
    void runsTheMethodsWorkflow(Scenario<HangTest.Sleeper> sleeper) {
      sleeper.runVoid(w -> w.sleep(Duration.ofDays(300)));
    }
  }

  private static Throwable onlyFailure(Class<?> type) {
    Events tests = run(type);
    tests.assertStatistics(statistics -> statistics.started(1).failed(1));
    return tests.failed().stream()
        .findFirst()
        .orElseThrow()
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow();
  }

  private static Events run(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .execute()
        .testEvents();
  }
}
