// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What tests of a class share, and what each has for itself. */
@Tag("real-server")
class SharedServerTest {

  @Nested
  @PatternTest(workflows = OrderWorkflowImpl.class, shared = true)
  class Together {
    private static final Set<TestWorkflowEnvironment> SERVERS = new HashSet<>();
    private static final Set<String> QUEUES = new HashSet<>();

    @ParameterizedTest
    @ValueSource(strings = {"book", "pen"})
    void scriptsAndQueuesStayApart(
        String item, PatternEnv env, Scenario<OrderWorkflow> order, TestWorker worker) {
      env.canned(Payments.class).on(Payments::charge).returns("c-" + item);
      env.canned(Shipping.class).on(Shipping::ship).answers(sent -> "shipped " + sent);
      assertThat(order.<String>run(o -> o.place(item))).isEqualTo("shipped " + item);
      assertThat(env.attempts().count()).isEqualTo(2);
      assertThat(QUEUES.add(worker.taskQueue())).isTrue();
      SERVERS.add(env.server());
      assertThat(SERVERS).hasSize(1);
    }

    @Nested
    class Within {
      @Test
      void aNestedClassIsOnTheSameServer(PatternEnv env) {
        SERVERS.add(env.server());
        assertThat(SERVERS).hasSize(1);
      }
    }

    @Nested
    class Beside {
      @Test
      @PatternTest
      void anAnnotationOfItsOwnTakesAMethodOut(PatternEnv env) {
        assertThat(SERVERS).doesNotContain(env.server());
      }
    }
  }

  /** A run that all tests talk to, on the worker of the class. */
  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class OneRun {
    @RegisterExtension
    static final PatternTestExtension KIT =
        PatternTestExtension.of(options -> options.setWorkflows(LoopWorkflow.Impl.class)).shared();

    private static Scenario<LoopWorkflow> loop;

    @BeforeAll
    static void start(Scenario<LoopWorkflow> shared, Canned<Round> round) {
      round.on(Round::play).completes();
      loop = shared.start(w -> w.rounds(0, 1));
    }

    @Test
    @Order(1)
    void livesLongerThanATest(PatternEnv env) {
      loop.await("the gate", () -> loop.stub(Gate.class).waiting());
      assertThat(env.runs().list()).isEmpty();
    }

    @Test
    @Order(2)
    void mayEndInAnotherTest() {
      loop.stub(Gate.class).open();
      assertThat(loop.result(Integer.class)).isEqualTo(1);
    }

    @AfterAll
    static void hasDoneItsWork(PatternEnv env) {
      assertThat(env.attempts().types()).containsExactly("Play");
    }
  }

  /** What one test leaves undone must neither hold the time of the next nor let it pass. */
  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  @PatternTest(
      workflows = {HangWorkflow.Impl.class, HangTest.Sleeper.Impl.class},
      unchecked = Check.SCRIPTS,
      shared = true)
  class Untidy {
    @ParameterizedTest
    @ValueSource(strings = {"beside", "left", "nothing at work"})
    @Order(1)
    void leavesWorkUndone(
        String how, PatternEnv env, Scenario<HangWorkflow> hang, TestWorker worker) {
      env.canned(HangWorkflow.Work.class).on(HangWorkflow.Work::work).hangsUntilCancelled();
      if (how.equals("nothing at work")) {
        worker.kill();
      }
      hang.start(w -> w.hang(how));
      if (worker.isRunning()) {
        hang.await("the work", () -> hang.attempts().count() == 1);
      }
    }

    @Test
    @Order(2)
    void theNextTestSkipsTime(PatternEnv env, Scenario<HangTest.Sleeper> sleeper) {
      env.assume(Capability.TIME_SKIPPING);
      sleeper.start(s -> s.sleep(Duration.ofDays(2)));
      sleeper.await("the timer", () -> sleeper.history().getEvents().size() == 5);
      assertThat(sleeper.isClosed()).isFalse();
      sleeper.result(Void.class);
      assertThat(sleeper.elapsed()).isBetween(Duration.ofDays(2), Duration.ofDays(3));
    }
  }

  @Test
  void eachTestIsCheckedAtItsOwnEnd() {
    EngineExecutionResults results = run(Forgetful.class);
    results.testEvents().assertStatistics(tests -> tests.succeeded(1).failed(1));
    assertThat(failures(results))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("the scripts of this test do not fit", "Round.play: completes() served no call");
  }

  @PatternTest(workflows = LoopWorkflow.Impl.class, shared = true)
  static class Forgetful {
    @Test
    void scriptsInVain(Canned<Round> round) {
      round.on(Round::play).completes();
    }

    @Test
    void scriptsNothing(PatternEnv env) {}
  }

  @Test
  void theClassIsCheckedAtItsEnd() {
    EngineExecutionResults results = run(ForgetfulClass.class);
    results.testEvents().assertStatistics(tests -> tests.succeeded(1));
    results.containerEvents().assertStatistics(containers -> containers.failed(1));
    assertThat(failures(results)).singleElement().asString().contains("Round.play");
  }

  @PatternTest(workflows = LoopWorkflow.Impl.class, shared = true)
  static class ForgetfulClass {
    @BeforeAll
    static void scriptsInVain(Canned<Round> round) {
      round.on(Round::play).completes();
    }

    @Test
    void passes(PatternEnv env) {}
  }

  @Test
  void aMethodAloneSharesNothing() {
    assertThat(failures(run(Lonely.class)))
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("put @PatternTest(shared = true) on the class");
  }

  static class Lonely {
    @Test
    @PatternTest(shared = true)
    void never(PatternEnv env) {}
  }

  private static EngineExecutionResults run(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(type)).execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }
}
